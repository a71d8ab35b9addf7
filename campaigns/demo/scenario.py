"""The story of the demo: periods, indicators with published figures, and how far each paper is on 12/12/2023."""

from campaigns.enums import PeriodPurpose

YEAR = 2023
ILLUSTRATION = "Số minh họa của bản chạy thử."

# Periods with illustrative deadlines: (purpose, name, last month, rule fields).
PERIODS = [
    (
        PeriodPurpose.PLAN,
        "Kế hoạch thi đua năm 2023",
        12,
        {"rule": "fixed", "day": 31, "month": 3, "document_required": True},
    ),
    (PeriodPurpose.REPORT, "Báo cáo quý I năm 2023", 3, {"rule": "relative", "offset_days": 10}),
    (PeriodPurpose.REPORT, "Báo cáo 6 tháng năm 2023", 6, {"rule": "relative", "offset_days": 10}),
    (PeriodPurpose.REPORT, "Báo cáo 9 tháng năm 2023", 9, {"rule": "relative", "offset_days": 10}),
    (PeriodPurpose.REPORT, "Báo cáo năm 2023", 12, {"rule": "fixed", "day": 15, "month": 12}),
]
SHORT_TITLES = {
    1: "Kinh tế",
    2: "Văn hóa - xã hội",
    3: "Cải cách hành chính",
    4: "An ninh, quốc phòng",
    5: "Hệ thống chính trị",
}

# Indicators: (task, name, unit, direction, nature, [(short name or None for all, kind, value, source, verified, note)]).
INDICATORS = [
    (
        1,
        "Thu cân đối ngân sách nhà nước",
        "tỷ đồng",
        "up",
        "cumulative",
        [
            ("Cục Thuế", "minimum", "13445", "Dự toán địa phương", False, "Suy ra từ số công bố 12.800 đạt 95,2%."),
            ("Cục Thuế", "minimum", "13061", "Dự toán Trung ương giao", False, "Suy ra từ số công bố 12.800 đạt 98%."),
        ],
    ),
    (
        1,
        "Giá trị sản xuất công nghiệp (giá so sánh 2010)",
        "tỷ đồng",
        "up",
        "cumulative",
        [("Sở Công Thương", "minimum", "198029", "Kế hoạch tỉnh", False, "Suy ra từ số công bố 195.058,7 đạt 98,5%.")],
    ),
    (
        1,
        "Giá trị sản xuất nông nghiệp (giá so sánh 2010)",
        "tỷ đồng",
        "up",
        "cumulative",
        [("Sở NN&PTNT", "minimum", "8596", "Kế hoạch tỉnh", False, "Suy ra từ số công bố 8.585,0 đạt 99,87%.")],
    ),
    (
        1,
        "Xã đạt chuẩn nông thôn mới nâng cao công nhận trong năm",
        "xã",
        "up",
        "cumulative",
        [("Sở NN&PTNT", "value", "15", "Đơn vị đăng ký", False, ILLUSTRATION)],
    ),
    (
        2,
        "Tỷ lệ hộ nghèo đa chiều (tiêu chí nông thôn mới)",
        "%",
        "down",
        "at_moment",
        [("Sở LĐ-TB&XH", "maximum", "0.5", "Mục tiêu đến năm 2025", False, "Nguồn ghi “<0,5”.")],
    ),
    (
        2,
        "Tỷ lệ tham gia bảo hiểm y tế",
        "%",
        "up",
        "at_moment",
        [("BHXH tỉnh", "minimum", "95", "Mục tiêu đến năm 2025", False, "")],
    ),
    (3, "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn", "%", "up", "in_period", []),
]
# Share of the year's value reported by each period, for the cumulative figures (the 6-month budget is the published 6.685).
ACTUAL = {
    "Thu cân đối ngân sách nhà nước": ("3210", "6685", "9640", "12800"),
    "Giá trị sản xuất công nghiệp (giá so sánh 2010)": ("44210.5", "92480.2", "142310.8", "195058.7"),
    "Giá trị sản xuất nông nghiệp (giá so sánh 2010)": ("1980.4", "4301.2", "6512.4", "8585"),
    "Xã đạt chuẩn nông thôn mới nâng cao công nhận trong năm": ("2", "9", "17", "17"),
    "Tỷ lệ hộ nghèo đa chiều (tiêu chí nông thôn mới)": ("0.71", "0.62", "0.48", "0.45"),
    "Tỷ lệ tham gia bảo hiểm y tế": ("92.1", "92.8", "93.4", "94.2"),
}

# How far the paper of a unit is on 12/12/2023. Units that are not named have everything accepted in time.
NINE_MONTHS = {
    "Sở NN&PTNT": "returned",
    "UBND H. Bình Lục": "returned",
    "Tỉnh đoàn": "returned",
    "Sở KH&ĐT": "sent_again",
    "Sở TN&MT": "sent_again",
    "UBND H. Kim Bảng": "sent_again",
    "Hội Nông dân": "sent_again",
    "Sở Y tế": "sent_again",
    "Sở Xây dựng": "not_started",
    "UBND H. Lý Nhân": "not_started",
    "XM Xuân Thành": "not_started",
    "Dệt Hà Nam": "draft",
    "VietinBank": "not_started",
    "UBND H. Thanh Liêm": "late",
}
SIX_MONTHS = {"Sở GTVT": "late", "BQLDA ĐTXD tỉnh": "late", "UBND H. Thanh Liêm": "late", "Hội Luật gia": "late"}
WHOLE_YEAR = {
    "Sở NN&PTNT": "draft",
    "BQL các KCN": "endorsed",
    "Sở Tài chính": "submitted",
    "Sở Công Thương": "submitted",
    "Sở GTVT": "submitted",
    "UBND TX Duy Tiên": "submitted",
    "Cục Thuế": "endorsed",
    "BHXH tỉnh": "endorsed",
    "Sở Nội vụ": "endorsed",
    "Sở TT&TT": "awaiting_head",
    "Sở KH&ĐT": "awaiting_head",
    "UBMTTQ tỉnh": "awaiting_head",
    "Công an tỉnh": "draft",
}
PLAN = {"Sở Xây dựng": "late", "Dệt Hà Nam": "draft"}
