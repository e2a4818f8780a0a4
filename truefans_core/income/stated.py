"""Fees as the user's own exports state them: in the place of a row of the fee book where no platform of it is known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from truefans_core.fees import FeeRow
from truefans_core.problems import Problem, Refused

#: Stands where a slug of the fee book stands.
AS_STATED = "as-in-files"


@dataclass(frozen=True, slots=True)
class StatedFees:
    """What was kept of one's own payments.

    Attributes:
        paid_minor: what was paid less what was given back, in exports that state their fees.
        fees_minor: the fees among it; more than 0 and less than `paid_minor`.
        payments: how many payments that were.
    """

    paid_minor: int
    fees_minor: int
    payments: int

    @property
    def share(self) -> Fraction:
        """The part of what is paid that goes to fees."""
        return Fraction(self.fees_minor, self.paid_minor)

    def row(self, currency: str) -> FeeRow:
        """The same as a row of the fee book, for the money of any scenario; its name is said in words."""
        return FeeRow(
            slug=AS_STATED,
            platform="",
            plan="",
            default=True,
            platform_share=self.share,
            processing_share=Fraction(0),
            fixed_minor=0,
            currency=currency,
            monthly_minor=0,
            threshold=None,
            rule="",
            valid_from="",
            read_on="",
            source="",
            confidence="",
        )

    def to_json(self) -> dict[str, int]:
        """Plain JSON values."""
        return {"paid_minor": self.paid_minor, "fees_minor": self.fees_minor, "payments": self.payments}

    @classmethod
    def from_json(cls, plain: Any) -> StatedFees:
        """The reverse of `to_json`.

        Raises:
            Refused: if these are no fees.
        """
        match plain:
            case {"paid_minor": int(paid), "fees_minor": int(fees), "payments": int(payments)} if (
                len(plain) == len(cls.__slots__) and 0 < fees < paid <= _MOST and 0 < payments <= _MOST
            ):
                return cls(paid, fees, payments)
        raise Refused(Problem("S_FIELD", params={"field": "stated_fees"}))


_MOST = 10**15
