"""Identity's table.

| question                                              | key                                         | access         |
|-------------------------------------------------------|---------------------------------------------|----------------|
| which account and password, or reservation, has it?   | PHONE#<e164> / LOGIN                        | one read       |
| which type of line is it?  (30 days)                  | PHONE#<e164> / LINE                         | one read       |
| what is this account and its profile?                 | ACCOUNT#<id> / PROFILE                      | one read       |
| which sessions does it have?                          | ACCOUNT#<id> / SESSION#<id>                 | Query, by page |
| what was sent for this sign-up, password reset, ...?  | SIGN_UP#<id>, PASSWORD_RESET#<id> / CODE    | one read       |
| which change of a Login ID can be undone?  (72 hours) | LOGIN_CHANGE#<id> / CHANGE                  | one read       |
| how far is a recovery?  (7 days)                      | RECOVERY#<id> / RECOVERY                    | one read       |
| how often this hour, by number, pair and network?     | LIMIT#<name> / <hour>                       | one read       |
| how many codes today?  (4 shards)                     | BUDGET#<day>#<shard> / BUDGET               | one read       |
| which API keys has it made, and when was one used?    | API_KEYS#<id> / KEYS, USED#<key>            | one read       |
| which API key is this secret of?                      | API_KEY#<hash> / SECRET                     | one read       |
| which wrong passwords came from this network?         | ATTEMPTS#<e164>#<network> / ATTEMPTS        | one read       |

"One read" is one call: what a request needs of several keys comes in one BatchGetItem. No index is used. Sessions,
codes, limits, attempts and looked-up lines have a TTL; as TTL deletes late, each also stores its own end. A network is
stored as a keyed hash.
"""
