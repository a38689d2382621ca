"""ApplicantClass: whom a procedure is for."""

from __future__ import annotations

from enum import StrEnum


class ApplicantClass(StrEnum):
    """The nearest to a citizen of those who may apply."""

    CITIZEN = "cong_dan"
    HOUSEHOLD = "ho"
    BUSINESS = "doanh_nghiep"
    ORGANISATION = "to_chuc"
    AUTHORITY = "co_quan"

    @property
    def is_personal(self) -> bool:
        """Whether a person may apply for themselves or their family."""
        return self in (ApplicantClass.CITIZEN, ApplicantClass.HOUSEHOLD)
