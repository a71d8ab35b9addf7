"""Who is responsible: the words of a duty before its first verb."""

import re

# What is asked is not part of the name.
_ASKS = re.compile(
    r"(?:(?:(?:ủy|uỷ) ban nhân dân|ubnd|chủ tịch (?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)) ?(?:tỉnh|thành phố)? "
    r"(?=giao|đề nghị|yêu cầu))?"
    r"(?:trân trọng |kính )?(?:giao(?: cho)?|đề nghị|yêu cầu|phân công|đối với|trách nhiệm của|nhiệm vụ của)\s+",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"(?:căn cứ|trên cơ sở|theo|định kỳ|trước|hằng|hàng|để|nhằm|trong|từ|sau|ngay|khi)\s[^;:.]{0,200}?,\s+"
    r"(?=(?:giao |đề nghị |yêu cầu )?(?:các |thủ trưởng|chủ tịch|sở |ủy ban|uỷ ban|ubnd|giám đốc|trưởng |hội đồng|ban |khối "
    r"|cụm |văn phòng|báo |đài |công an|bộ chỉ huy|mặt trận|đơn vị|cơ quan))",
    re.IGNORECASE,
)
_WORDS = (
    "căn cứ|chủ trì|chủ động|phối hợp|phối kết hợp|xây dựng|phát huy|phát động|hướng dẫn|theo dõi|đôn đốc|kiểm tra|giám sát"
    "|tham mưu|đẩy mạnh|tăng cường|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|thực hiện|tiếp tục|tập trung|quán triệt|báo cáo"
    "|tuyên truyền|vận động|tổng hợp|giúp|thường xuyên|nghiêm túc|kịp thời|bố trí|cân đối|thẩm định|đề xuất|rà soát"
    "|triển khai|phân công|lồng ghép|nâng cao|đăng ký|định kỳ|bám sát|cụ thể hóa|cụ thể hoá|đổi mới|hưởng ứng|tích cực"
    "|gương mẫu|ban hành|đảm bảo|bảo đảm|phụ trách|nghiên cứu|lựa chọn|phản ánh|quan tâm|khẩn trương|động viên"
    "|lãnh đạo|chỉ đạo|tổ chức|tham gia|cung cấp|tiếp nhận|phổ biến|xác định|nêu cao|nêu gương|khai thác|vận hành"
    "|chấm điểm|đánh giá|sơ kết|tổng kết|bình xét|khen thưởng|giới thiệu|phát hiện|biểu dương|tôn vinh|nhân rộng"
    "|thống nhất|ký kết|duy trì|giữ vững|quản lý|huy động|hỗ trợ|khuyến khích|chuẩn bị|thông báo|trực tiếp|khơi dậy"
    "|là cơ quan|là đầu mối|là đơn vị|phải|cần|sẽ|đã|tùy|tuỳ|dựa|để|nhằm|ngoài việc|trên cơ sở|trong phạm vi"
    "|theo (?:chức năng|thẩm quyền|nhiệm vụ|phạm vi|kế hoạch|chức trách)|(?:hằng|hàng) (?:năm|quý|tháng)"
    "|lập (?:kế hoạch|danh sách|hồ sơ|dự toán)|mở (?:các|chuyên|rộng|đợt)|tạo (?:điều kiện|sự|không khí|chuyển biến|động lực)"
    "|làm (?:tốt|đầu mối|cơ quan|việc)|lấy kết quả|cử (?:cán bộ|công chức|chuyên viên|người)|gửi (?:báo cáo|hồ sơ|kế hoạch|về|kết quả)"
    "|dành (?:thời|chuyên)|đưa (?:tin|nội dung|kết quả|phong trào|các)|coi (?:trọng|công tác|đây)"
    "|trình (?:chủ tịch|ủy ban|uỷ ban|ubnd|hội đồng)"
)
_VERB = re.compile(rf"(?<![^\s,;:(])(?:{_WORDS})(?![^\W\d_])")
# Words that are verbs or nouns: after these words, or before those, they are nouns.
_NOUN_AFTER_WORD = {
    "tổ chức": "các|những|mọi|mỗi|ban|công tác|bộ máy|người",
    "chỉ đạo": "ban|công tác|sự",
    "kiểm tra": "đoàn|ủy ban|uỷ ban|ban|công tác|tổ|cơ quan|hội đồng",
    "giám sát": "đoàn|ban|công tác|tổ|cơ quan|và",
    "lãnh đạo": "cấp|đồng chí|các|ban|đ/c",
    "tham mưu": "cơ quan|bộ phận|công tác",
    "quản lý": "ban|cơ quan|công tác|doanh nghiệp|cán bộ|đơn vị",
    "thẩm định": "hội đồng|tổ|cơ quan",
    "khen thưởng": "hội đồng|công tác|ban|phòng|thi đua|thi đua,|thi đua -",
    "tuyên truyền": "cơ quan|công tác",
    "vận động": "ban|cuộc",
    "đánh giá": "đoàn|tổ|hội đồng|công tác",
    "phụ trách": "cán bộ|người|công chức|bộ phận|đồng chí|lãnh đạo",
    "thực hiện": "được giao|công tác",
    "cung cấp": "tổ chức|doanh nghiệp|đơn vị|cơ sở",
    "tổng hợp": "phòng|văn phòng|bộ phận",
    "chấm điểm": "tổ|đoàn",
    "làm việc": "người|đang|tổ",
    "báo cáo": "chế độ|công tác",
}
_NOUN_AFTER_WORD = {word: re.compile(rf"\b(?:{before})\s$", re.IGNORECASE) for word, before in _NOUN_AFTER_WORD.items()}
_NOUN_BEFORE_WORD = {
    "tổ chức": "chính trị|đoàn thể|xã hội|thành viên|đảng|cung cấp|tôn giáo|kinh tế|hội|tín dụng|công đoàn|cá nhân|có|liên quan"
    "|quần chúng|nghề nghiệp|khác|cơ sở|trên địa bàn|phi chính phủ",
    "tham gia": "phong trào|khối|cụm|đợt",
    "lãnh đạo": "sở|các|ủy ban|uỷ ban|ubnd|cơ quan|đơn vị|ban|địa phương",
    "quản lý": "khu|dự án|nhà nước|quỹ",
}
_NOUN_BEFORE_WORD = {word: re.compile(rf"\s(?:{after})\b", re.IGNORECASE) for word, after in _NOUN_BEFORE_WORD.items()}
# A heading that holds one of these is running text, not a name.
_PLAINLY_VERBAL = re.compile(
    r"(?<![^\W\d_])(?:chủ trì|phối hợp|căn cứ|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|xây dựng kế hoạch|theo dõi|hướng dẫn|triển khai"
    r"|tiếp tục|đẩy mạnh|tăng cường|tập trung|thực hiện (?:tốt|nghiêm|các|nội dung)|tổ chức (?:thực hiện|triển khai|quán triệt|phát động)"
    r"|chỉ đạo (?:các|việc|thực hiện|tổ chức)|tham mưu (?:cho|giúp))(?![^\W\d_])"
)
# Small words in names of offices, and words such names begin with.
_NAME_WORDS = set(
    "các sở ban ngành đoàn thể tỉnh huyện thị xã thành phố phường trấn cơ quan đơn vị địa phương cấp ủy uỷ của và thuộc trên bàn doanh"
    " nghiệp tổ chức chính trị hội trực khối cụm thi đua trưởng phó giám đốc thủ chủ tịch nhân dân trung ương đóng liên có chuyên môn phòng"
    " văn đại chúng thông tin báo chí viên thường vụ thôn khu dân cư xí trường học bệnh viện hợp tác đồng thời"
    " an đội quân sự án kiểm sát nhà nước khoa biên người đứng đầu".split()
)
_NAME_STARTS = set(
    "sở các ban thủ chủ giám trưởng ủy uỷ ubnd văn công bộ hội liên mặt báo đài đơn cơ ngân kho cục chi bảo tỉnh thành đoàn khối cụm phòng"
    " người tòa viện trường doanh thanh hđnd".split()
)
_LONGEST = 500


def responsible_of(text: str, title: str | None) -> str | None:
    """Return who is to act: the heading of the duty, or what stands before its first verb or colon."""
    if title and _names_somebody(_without_asking(title)):
        return _tidy(_without_asking(title))
    text = text[:_LONGEST]
    if match := _INTRODUCES.match(text):
        text = text[match.end() :]
    text = _without_asking(text)
    end = _first_verb(text)
    colon = text.find(":")
    if 0 < colon and (end is None or colon < end):
        end = colon
    if end is None:
        end = _end_of_name(text)
    return _tidy(text[:end]) if end else None


def _end_of_name(text: str) -> int:
    """Without a known verb: where words end that names of offices are made of."""
    end = 0
    for match in re.finditer(r"[^\W\d_]+|\d+|[^\s\w]", text):
        word = match[0]
        if end == 0 and word.lower() not in _NAME_STARTS:
            return 0
        if word[0].islower() and word not in _NAME_WORDS:
            return end
        if word[0].isalnum():
            end = match.end()
        elif word not in ",;-–()/":
            return 0  # a sentence without a verb is no duty of anybody
    return 0


def asks_somebody(text: str) -> bool:
    """Say whether the text begins "Giao ...", "Đề nghị ..."."""
    return bool(_ASKS.match(text))


def _names_somebody(title: str) -> bool:
    return not _PLAINLY_VERBAL.search(title) and _first_verb(title) != 0


def _without_asking(text: str) -> str:
    return text[match.end() :] if (match := _ASKS.match(text)) else text


def _first_verb(text: str) -> int | None:
    """Offset of the first verb; 0 if the text begins with one."""
    lowered = text[:1].lower() + text[1:]
    for match in _VERB.finditer(lowered):
        if not _is_noun(lowered, match):
            return match.start()
    return None


def _is_noun(text: str, match: re.Match) -> bool:
    word, before = match[0], text[: match.start()]
    if word in _NOUN_BEFORE_WORD and _NOUN_BEFORE_WORD[word].match(text, match.end()):
        return True
    if word in _NOUN_AFTER_WORD and _NOUN_AFTER_WORD[word].search(before[-14:]):
        return True
    return before.count("(") > before.count(")")


def _tidy(text: str) -> str | None:
    return text.strip(" ,;:.-–") or None
