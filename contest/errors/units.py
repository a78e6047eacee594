"""Refusals of the unit directory: why one row of a list cannot be taken."""

from contest.errors import N_, Refusal


class UnitUnfit(Refusal):
    """One row of a unit list cannot be taken."""

    sentence = N_("thiếu mã hoặc tên đơn vị")
    status = 422


class UnitTextTooLong(UnitUnfit):
    """A cell holds more than its column."""

    sentence = N_("mã, tên hoặc ghi chú dài quá")


class HeadcountUnfit(UnitUnfit):
    """The number of people is no whole number."""

    sentence = N_("số người “%(said)s” phải là số nguyên")


class DayUnfit(UnitUnfit):
    """A date that no calendar has."""

    sentence = N_("không đọc được ngày “%(said)s”")


class SpanBackwards(UnitUnfit):
    """A unit that ended before it began."""

    sentence = N_("ngày kết thúc sớm hơn ngày bắt đầu")


class CodeTwice(UnitUnfit):
    """The list names a code a second time."""

    sentence = N_("mã “%(code)s” đã có ở dòng trên")


class LinkUnknown(UnitUnfit):
    """The parent or successor is not in the directory, or is the unit itself; the unit was taken all the same."""

    sentence = N_("không có đơn vị nào khác mang mã “%(code)s”; phần còn lại đã nhận")
