"""What ends a paper and is no part of what it says: signatures, positions, dates of signing, footers of web pages."""

from __future__ import annotations

import re

_SIGNATURE = re.compile(
    r"^\W*(?:\(|ลงชื่อ|\(ลงชื่อ\))?\s*\(?\s*(?:นาย|นาง|นางสาว|น\.ส\.|ว่าที่|จ่าเอก|พันจ่า|ดร\.|ส\.ต\.|จ\.อ\.|พ\.จ\.)\s?[ก-๙. ]{3,60}\)?[^ก-๙]*(?:\d{1,2}\s?\S{2,10}\s?\d{2,4})?\W*$"
)
_POSITION = re.compile(
    r"^\W*(?:ปลัด|นายก|รองนายก|รองปลัด|ผู้อำนวยการ|หัวหน้า|นักวิเคราะห์|นักวิชาการ|นิติกร|เจ้าพนักงาน|นักทรัพยากร|นักจัดการ|ผู้จัดทำ|ผู้รายงาน|ผู้ตรวจสอบ|ผู้อนุมัติ|ลงชื่อ|\(ลงชื่อ\)|ตำแหน่ง|งาน(?:วิเคราะห์|นิติการ|นโยบาย))\S*(?:\s\S+){0,5}\W*$"
)
_CLOSING = re.compile(
    r"จึงเรียนมาเพื่อ|จึงเรียนเพื่อ|เรียนมาเพื่อโปรด|จึงขอ(?:รายงาน|เสนอ)|ขอแสดงความนับถือ|^\W*(?:ความเห็น|คำสั่ง)(?:ของ)?(?:ปลัด|นายก|ผู้บริหาร|หัวหน้า|ผู้บังคับ)|^\W*ประกาศ ณ"
)
_FOOTER = re.compile(
    r"^\W*©|ดาวน์โหลดเอกสาร|เปิดอ่าน\s*[\d,]+\s*ครั้ง|สงวนลิขสิทธิ์|^\W*(?:โทร(?:ศัพท์|สาร)?|E-?mail|www\.)", re.IGNORECASE
)
_OFFICE = re.compile(r"^\W*(?:กอง|สำนัก|งาน|ฝ่าย)[ก-๎]{3,30}\s+(?:เทศบาล|องค์การบริหาร|อบต|อบจ)\S*(?:\s\S+){0,3}\W*$")


def rule_of(text: str) -> str | None:
    """The rule that says a paragraph or list item only closes the paper, or None.

    >>> rule_of("(นายสมชาย ใจดี)"), rule_of("ปลัดเทศบาล"), rule_of("ขาดบุคลากรทางด้าน IT")
    ('furniture.signature', 'furniture.signature', None)
    >>> rule_of("จึงเรียนมาเพื่อโปรดพิจารณา"), rule_of("ประกาศ ณ วันที่ ๒ ธันวาคม")
    ('memo.closing', 'memo.closing')
    """
    if len(text) > 200:
        return None
    if _SIGNATURE.match(text) or (len(text) < 90 and (_POSITION.match(text) or _OFFICE.match(text))):
        return "furniture.signature"
    if len(text) < 160 and _CLOSING.search(text):
        return "memo.closing"
    return "furniture.web-footer" if _FOOTER.search(text) else None
