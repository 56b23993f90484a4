"""How identity lies in its table.

| question                                              | key                                         | how            |
|-------------------------------------------------------|---------------------------------------------|----------------|
| who has this number, is this their password?          | PHONE#<e164> / LOGIN                        | one read       |
| what kind of line is it?  (30 days)                   | PHONE#<e164> / LINE                         | one read       |
| what is this account, its profile?                    | ACCOUNT#<id> / PROFILE                      | one read       |
| which sessions does it have?                          | ACCOUNT#<id> / SESSION#<id>                 | Query, by page |
| what was sent for this sign-up, this new password?    | SIGN_UP#<id>, PASSWORD_RESET#<id> / CODE    | one read       |
| how often in this hour, by number, pair, address?     | LIMIT#<what> / <hour>                       | one read       |
| how many codes today?  (4 shards)                     | BUDGET#<day>#<shard> / BUDGET               | one read       |
| who entered wrong passwords from where?               | ATTEMPTS#<e164>#<network> / ATTEMPTS        | one read       |

"One read" is one call: what a request needs of several keys comes in one BatchGetItem. No index is used. Sessions,
codes, limits, tries and looked-up lines have a TTL; as TTL deletes late, each also knows its own end. A network is
kept as a keyed hash.
"""
