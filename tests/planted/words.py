"""The author whose name is planted, and the word that tells one planting from another."""

from typing import Final

NAME: Final = "Hoàng Thị Wẫnzjplant"
PLAIN_NAME: Final = "Hoang Thi Wanzjplant"
TOKEN: Final = "wanzjplant"
BODY: Final = (
    "Ông dậy từ lúc gà gáy lần đầu, thắp ngọn đèn rồi đi một vòng quanh bản xem nước về ruộng.",
    "Năm ấy con đường vào thôn còn là lối mòn, mùa mưa trẻ nhỏ phải nghỉ học, xe na không ra được chợ.",
    "Gia đình ông hiến đất trước, rồi cả thôn theo; ba tháng sau, xe về tận vườn, học sinh đi học đủ.",
)
PLAIN_BODY: Final = (
    "Ong day tu luc ga gay lan dau, thap ngon den roi di mot vong quanh ban xem nuoc ve ruong.",
    "Nam ay con duong vao thon con la loi mon, mua mua tre nho phai nghi hoc, xe na khong ra cho.",
    "Gia dinh ong hien dat truoc, roi ca thon theo; ba thang sau xe ve tan vuon, hoc sinh di hoc.",
)


def mark(place: str) -> str:
    """The word of a place, which stands nowhere else."""
    return f"q{place.replace(' ', '')}q".lower()


def planted(place: str) -> str:
    """The name with the word of this place."""
    return f"{NAME} {mark(place)}"


def plain(place: str) -> str:
    """The same without marks, for formats that hold plain letters alone."""
    return f"{PLAIN_NAME} {mark(place)}"
