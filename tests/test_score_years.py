"""Of which year a score is, where the page says it in other ways than a column heading."""

from __future__ import annotations

from decimal import Decimal

import prongsai

HEAD = "รายงานผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๗\nเทศบาลตำบลแม่คำ อำเภอแม่จัน จังหวัดเชียงราย\n\n๑. ผลคะแนน\n\n"


def years_of(text: str) -> dict[tuple[str | None, Decimal | None], int | None]:
    document = prongsai.read((HEAD + text).encode())
    return {(score.indicator_no, score.value): score.fiscal_year_be for score in document.scores}


def test_a_column_of_years_dates_its_rows() -> None:
    rows = "คะแนน\tปี\tตัวชี้วัด\n๘๙.๑๒\t๒๕๖๗\t๑ การปฏิบัติหน้าที่\n๗๗.๔๐\t๒๕๖๗\t๒ การใช้งบประมาณ\n๖๖.๑๐\t๒๕๖๖\t๒ การใช้งบประมาณ\n"
    assert years_of(rows) == {
        ("1", Decimal("89.12")): 2567,
        ("2", Decimal("77.40")): 2567,
        ("2", Decimal("66.10")): 2566,
    }


def test_years_over_a_list_date_its_values_left_to_right() -> None:
    listed = (
        "        ปี ๒๕๖๖        ปี ๒๕๖๗\n\n๑) การปฏิบัติหน้าที่ ....... ๙๐.๑๑ ....... ๙๒.๒๓\n\n"
        "๒) การใช้งบประมาณ ....... ๘๐.๑๑ ....... ๘๒.๒๓\n"
    )
    found = years_of(listed)
    assert found[("1", Decimal("90.11"))] == 2566
    assert found[("1", Decimal("92.23"))] == 2567


def test_two_values_without_years_are_left_unread() -> None:
    assert years_of("๑) การปฏิบัติหน้าที่ ....... ๙๐.๑๑ ....... ๙๒.๒๓\n") == {}
