"""The operator's own codes of accounts, for bookkeeping programs (decision 048)."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.billing.domain.accounts import chart

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]{1,12}$")]


class Accounting(BaseModel):
    """Codes in place of the default ones, by the name of the account in services/billing/domain/accounts.py."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    codes: dict[str, Code] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _exist(self) -> Self:
        unknown = sorted(set(self.codes) - set(chart()))
        if unknown:
            raise ValueError(f"accounting.codes: there is no account {', '.join(unknown)}")
        return self

    def environment(self) -> dict[str, str]:
        """Return the settings of billing's functions."""
        return {"ACCOUNT_CODES": " ".join(f"{name}={code}" for name, code in sorted(self.codes.items()))}
