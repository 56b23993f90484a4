"""What routes that send a code refuse by, and the header in which a caller proves to have solved a puzzle."""

from services.identity.domain import problems

PROOF = "teamline-proof"
NUMBER = (
    problems.InvalidPhoneNumber,
    problems.VirtualNumberNotAccepted,
    problems.TollFreeNumberNotAccepted,
    problems.PremiumNumberNotAccepted,
    problems.NumberKindNotAccepted,
    problems.LineTypeUnknown,
    problems.CountryNotServed,
)
SENDS = (problems.TooSoon, problems.TooManyCodes, problems.ChallengeRequired, problems.CodesExhausted)
FACTOR_PROOF = (problems.WrongProof, problems.MethodNotAccepted, problems.ProofExpired, problems.TooManyProofs)
