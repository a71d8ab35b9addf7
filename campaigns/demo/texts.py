"""Invented words of plans and reports, by task (1–5 of the 2023 directive) and period. Figures in texts are invented too."""

PLAN = {
    1: [
        "Phấn đấu hoàn thành các chỉ tiêu phát triển kinh tế được giao; tham mưu tháo gỡ khó khăn cho doanh nghiệp ngay trong quý I.",
        "Rà soát từng chỉ tiêu kinh tế được giao, phân công phòng chuyên môn phụ trách, đánh giá hằng tháng.",
    ],
    2: [
        "Tổ chức tốt các hoạt động văn hóa, văn nghệ, thể thao chào mừng 75 năm Ngày Chủ tịch Hồ Chí Minh ra lời kêu gọi thi đua ái quốc.",
        "Chăm lo đời sống cán bộ, người lao động; vận động ủng hộ các quỹ an sinh xã hội.",
    ],
    3: [
        "Giải quyết đúng hạn hồ sơ thủ tục hành chính; đẩy mạnh dịch vụ công trực tuyến và xử lý văn bản trên môi trường mạng.",
        "Rà soát, cắt giảm thời gian giải quyết thủ tục; siết chặt kỷ luật, kỷ cương hành chính.",
    ],
    4: [
        "Giữ vững an ninh trật tự trong cơ quan; tiếp công dân đúng lịch, không để đơn thư tồn đọng, kéo dài.",
        "Thực hiện tốt công tác quốc phòng, quân sự địa phương; chuẩn bị lực lượng tham gia diễn tập khu vực phòng thủ tỉnh.",
    ],
    5: [
        "Xây dựng chi bộ, chính quyền, đoàn thể trong sạch, vững mạnh; học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
        "Nâng cao chất lượng sinh hoạt chi bộ; tự kiểm tra, giám sát theo chuyên đề.",
    ],
}
MEASURES = {
    1: ("Giao ban đánh giá tiến độ chỉ tiêu", "Phòng Kế hoạch - Tài chính", "Hằng tháng"),
    2: ("Hội thao, văn nghệ chào mừng 11/6", "Công đoàn cơ quan", "Tháng 6/2023"),
    3: ("Kiểm tra việc giải quyết hồ sơ một cửa", "Văn phòng", "Mỗi quý một lần"),
    4: ("Lịch tiếp công dân của thủ trưởng", "Thanh tra, Văn phòng", "Ngày 15 hằng tháng"),
    5: ("Sinh hoạt chuyên đề học tập Bác", "Chi bộ cơ quan", "Mỗi quý một lần"),
}
RESULT = {
    1: [
        "Các chỉ tiêu kinh tế được giao cơ bản bảo đảm tiến độ {period}. Đã tham mưu tháo gỡ vướng mắc về mặt bằng, thủ tục đầu tư "
        "cho các dự án trọng điểm; phối hợp thu hồi nợ đọng, chống thất thu.",
        "Đã triển khai đủ các nhiệm vụ kinh tế trong kế hoạch {period}; giải ngân vốn được giao sát tiến độ, chi ngân sách tiết kiệm.",
    ],
    2: [
        "Tổ chức các hoạt động văn nghệ, thể thao của cơ quan; thăm, tặng quà gia đình chính sách; ủng hộ các quỹ đúng quy định.",
        "Thực hiện đầy đủ chế độ, chính sách cho cán bộ, người lao động; tham gia các phong trào xã hội do tỉnh phát động.",
    ],
    3: [
        "Hồ sơ thủ tục hành chính được giải quyết đúng và trước hạn; văn bản đi được ký số, gửi qua trục liên thông.",
        "Đã rà soát, đề xuất cắt giảm thời gian giải quyết một số thủ tục; không có cán bộ vi phạm kỷ luật, kỷ cương.",
    ],
    4: [
        "Cơ quan an toàn tuyệt đối. Tiếp công dân đúng lịch; đơn thư thuộc thẩm quyền được giải quyết dứt điểm, không vượt cấp.",
        "Hoàn thành nhiệm vụ quốc phòng, quân sự được giao; không có tội phạm, tệ nạn xã hội trong đơn vị.",
    ],
    5: [
        "Chi bộ sinh hoạt đúng định kỳ, có chuyên đề học tập Bác; công đoàn, đoàn thanh niên hoạt động đều.",
        "Hoàn thành kiểm tra, giám sát theo kế hoạch; cán bộ, đảng viên đăng ký việc làm theo gương Bác.",
    ],
}
DIFFICULTIES = "Một số văn bản hướng dẫn đến chậm; lực lượng làm công tác thi đua còn kiêm nhiệm."
PROPOSALS = "Đề nghị Sở Nội vụ tổ chức tập huấn nghiệp vụ thi đua, khen thưởng cho cán bộ đầu mối."
BLOC_PLAN = (
    "Tổ chức hoạt động khối theo chương trình: ký giao ước thi đua, kiểm tra chéo giữa năm, giao lưu văn nghệ - thể thao, "
    "hội nghị tổng kết và bình xét cuối năm."
)
DUTY = {
    "UBMTTQ tỉnh": "Đã phối hợp tuyên truyền, vận động đoàn viên, hội viên hưởng ứng phong trào; "
    "giám sát công tác thi đua, khen thưởng tại cơ sở.",
    "Sở TT&TT": "Đã hướng dẫn cơ quan báo chí, hệ thống truyền thanh cơ sở mở chuyên mục “người tốt, việc tốt”.",
}
# The returned nine-month report of Sở NN&PTNT: real numbers of communes by district, one of them wrong on purpose.
NTM_RESULT = (
    "Toàn tỉnh có 16 xã được công nhận đạt chuẩn nông thôn mới nâng cao trong 9 tháng: Bình Lục 6, Kim Bảng 3, Lý Nhân 3, "
    "Phủ Lý 2, Thanh Liêm 1, Duy Tiên 1. Một xã của Thanh Liêm đã thẩm định xong, chờ quyết định công nhận."
)
NTM_RETURN = "Chỉ tiêu xã nông thôn mới nâng cao ghi 17 nhưng thuyết minh có 16 xã. Nhiệm vụ 3 chưa có minh chứng."
