"""Teams' table; the only package that knows its keys.

| question                                   | key or index                                              |
|--------------------------------------------|-----------------------------------------------------------|
| who is this account, on which team, as what| ACCOUNT#<account> / ACCOUNT                               |
| which numbers does this account use        | ACCOUNT#<account> / NUMBER#<number>                       |
| a number's holder, user and status         | NUMBER#<number> / NUMBER, with TTL once it is released    |
| a team with its counters                   | TEAM#<team> / TEAM                                        |
| a member                                   | TEAM#<team> / USER#<account>                              |
| an invitation, open or expired             | TEAM#<team> / INV#<invitation>                            |
| who has this number on the team (unique)   | TEAM#<team> / PHONE#<e164>: an invitation or a member     |
| what does this code redeem                 | CODE#<hash> / CODE, with TTL                              |
| everyone, in list order                    | gsi1: TEAM#<team>#PEOPLE / <place>                        |
| everyone of a status, a status and a role  | gsi2: TEAM#<team>#<status> / <role>#<place>               |
| who has a word that begins with ...        | TEAM#<team> / FIND#<word>#<place>, then the rows          |
| the activity log, newest first             | TEAM#<team> / ACTIVITY#<ulid>                             |
| who the people in the log are              | TEAM#<team> / KNOWN#<account or invitation>               |
| what is known of an account, on any team   | gsi2: ACCOUNT#<account>#KNOWN / <team>#<id>               |
| ... and of a phone number, with its codes  | gsi1: PHONE#<e164> / <team>#<id or code>                  |
| what a person did                          | gsi1: TEAM#<team>#BY#<account> / ACTIVITY#<ulid>          |
| when an action was done                    | gsi2: TEAM#<team>#DID#<action> / ACTIVITY#<ulid>          |
| how many invitations a person sent that day| SENDER#<keyed hash of their number> / <day>, with TTL     |
| when a recipient was sent invitations     | RECIPIENT#<keyed hash of number or email> / RECIPIENT, TTL|
| which invitations expire on this day       | EXPIRES#<day>#<shard> / <when>#<team>#<invitation>        |
| which teams are being dissolved            | gsi1: DISSOLVING / <team>                                 |
| who is to take over a team                 | TEAM#<team> / DEPUTY                                      |
| which teams have a deputy                  | gsi1: DEPUTIES / <team>                                   |
| an endpoint of a team, for webhooks        | TEAM#<team> / ENDPOINT#<endpoint>                         |
| how many endpoints a team has              | TEAM#<team> / ENDPOINTS                                   |
| the log of an endpoint, newest first       | ENDPOINT#<endpoint> / DELIVERY#<delivery>, with TTL       |
| which deliveries are due                   | gsi1: WEBHOOKS_DUE#<shard> / <when>#<endpoint>#<delivery> |
| which teams were dissolved long ago        | gsi1: DISSOLVED / <when>#<team>                           |

A row of the list is an invitation or the member who redeemed it. Its place, when it was listed and under which id, is
the same in every list and never changes. The row of a member holds
the numbers that they use, so that a page of the list is one query.
"""
