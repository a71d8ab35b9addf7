"""Every address and who opens it, written by hand: a new address goes here. test_access.py holds the pages to it."""

PEOPLE = [
    "owner",
    "head",
    "neighbour",
    "leader",
    "leader_head",
    "deputy",
    "stranger",
    "dha",
    "dha_head",
    "dha_unit_clerk",
    "office",
    "auditor",
    "council",
    "admin",
    "nobody",
]
WITH_ROLE = set(PEOPLE) - {"nobody"}
DHA = {"dha", "dha_head"}
LEADS = {"leader", "leader_head"} | DHA
RUNS = LEADS | {"deputy"}
SEES_THE_BLOC = {"owner", "head", "neighbour", "office", "auditor"} | RUNS
SEES_THE_PAPER = {"owner", "head", "leader", "leader_head", "deputy", "office", "auditor"} | DHA
READS_AWARDS = DHA | {"auditor", "office", "council"}
OWN_PEOPLE = {"owner", "head", "neighbour", "leader", "leader_head", "deputy", "stranger", "dha_unit_clerk"}
SEES_THE_ROUND = {"owner", "head", "neighbour", "leader", "leader_head", "deputy", "office", "auditor"} | DHA
# Who opens the address with GET. The paper is the report of Sở Y tế, sent and endorsed; the campaign runs.
TABLE = {
    "campaigns": [
        (set(PEOPLE), "home guide"),
        (set(PEOPLE), "search"),
        (WITH_ROLE, "submission_list calendar campaign_list campaign campaign_log campaign_units unit_options"),
        (WITH_ROLE, "task indicator duty period campaign_periods directive_list"),
        (DHA | {"auditor", "office", "leader", "leader_head", "deputy"}, "board"),
        (DHA | {"leader", "leader_head", "deputy"}, "remind"),
        (
            DHA,
            "directive_upload directive_review directive_head directive_campaign directive_item_add directive_discard",
        ),
        (
            DHA,
            "directive_number directive_item_edit directive_item_split directive_item_join directive_item_move directive_item_remove",
        ),
        (DHA, "campaign_new campaign_edit campaign_copy campaign_launched campaign_units_edit task_new task_edit"),
        (DHA, "task_remove indicator_new indicator_edit indicator_remove indicator_target_new indicator_target_edit"),
        (DHA, "indicator_target_remove duty_new duty_edit duty_remove period_new period_edit period_remove"),
        (DHA, "period_exception extension_remove participation_leave participation_return"),
        (DHA | {"office"}, "extension_new"),
        (SEES_THE_PAPER, "submission submission_print submission_sent"),
        ({"owner", "head"}, "submission_edit"),
    ],
    "organisations": [
        (WITH_ROLE, "unit_list unit_search unit_export unit bloc_list bloc"),
        (DHA | {"auditor", "admin"}, "audit_list"),
        (DHA | {"auditor", "admin", "owner", "head"}, "unit_history"),
        (DHA | {"admin"}, "unit_create unit_import unit_import_result unit_edit unit_rename unit_end unit_succession"),
        (WITH_ROLE, "working_calendar"),
        (DHA, "special_day_add special_day_edit"),
        (DHA, "bloc_create bloc_edit bloc_seat bloc_hand_over bloc_place_end"),
        ({"admin"}, "account_list account_create account account_edit account_grant account_lock account_end_role"),
        ({"admin"}, "account_second_factor"),
        (set(PEOPLE), "own_account switch_role invitation"),
    ],
    "bloc_scores": [
        (WITH_ROLE, "round_list"),
        (DHA | {"leader", "leader_head"}, "round_new"),
        (SEES_THE_ROUND, "round round_ranking round_ranking_export round_unit cell"),
        (WITH_ROLE, "event_list"),
        (DHA | {"leader", "leader_head"}, "event_new event_fault event_cancel round_facts"),
        (DHA | {"leader", "leader_head", "office"}, "round_tie"),
        # The evidence is of Sở Y tế; the stage that is open is its own.
        ({"owner", "head"}, "evidence_remove"),
        ({"owner", "head", "neighbour", "leader", "leader_head", "deputy"}, "sheet_edit sheet_paper"),
        (DHA | {"leader", "leader_head"}, "objection"),
        (WITH_ROLE, "table_list"),
        (SEES_THE_BLOC | {"council"}, "table table_compare table_print"),
        (LEADS, "table_head table_stages table_copy table_version criterion_new criterion_edit criterion_remove"),
        (LEADS, "table_import table_import_result table_ranking criterion_place"),
    ],
    "bloc_year": [
        (WITH_ROLE, "year_list"),
        (SEES_THE_BLOC, "bloc_year pledge pledge_print activity activity_minutes inspection_print election"),
        ({"owner", "head", "office", "auditor"} | DHA, "registration"),
        ({"owner", "head"}, "registration_edit"),
        (LEADS, "pledge_new pledge_edit pledge_file year_file_remove"),
        (RUNS, "activity_new activity_edit activity_result activity_attendance activity_file"),
        (RUNS, "activity_inspection_new activity_election"),
        (RUNS | {"owner", "head"}, "inspection_edit"),
        (DHA, "election_approve"),
    ],
    # The acclaim of the bloc of Sở Y tế is open for votes. The award and its person are of Sở Y tế.
    "awards": [
        (WITH_ROLE - {"admin"}, "acclaim_list"),
        (
            LEADS,
            "acclaim_new acclaim_edit acclaim_nominees acclaim_cancel acclaim_closing acclaim_split paper_count acclaim_tie",
        ),
        (SEES_THE_PAPER | {"neighbour"}, "acclaim acclaim_minutes"),
        ({"head", "leader_head"}, "ballot"),
        (READS_AWARDS | OWN_PEOPLE, "registry registry_export"),
        (READS_AWARDS | {"owner", "head"}, "award_record person collective household"),
        (DHA | {"owner", "head"}, "place_edit place_remove household_rename collective_rename"),
        (DHA | {"owner", "head"}, "person_fact person_fact_edit collective_fact collective_fact_edit"),
        (DHA, "restriction_end"),
        (WITH_ROLE, "law law_award law_texts law_deadlines law_rows province_law province_rule"),
        (DHA, "province_rule_new province_rule_end province_text_new province_text_edit"),
        (DHA, "province_name_new province_name_remove"),
        (DHA, "award_record_edit person_edit person_place award_import award_import_result doubt_list doubt"),
    ],
    # The file of Sở Y tế lies with Sở Nội vụ; nobody of its bloc but the leader sees it.
    "nominations": [
        (WITH_ROLE - {"admin"}, "file_list route_list"),
        (SEES_THE_PAPER - {"deputy"}, "file file_sent nominee"),
        ({"owner", "head"}, "list_import list_import_result"),
        (
            {"owner", "head"},
            "file_head nominee_pick nominee_new findings findings_new nominee_listed nominee_edit nominee_remove",
        ),
        ({"owner", "head"}, "nominee_override"),
        (DHA, "file_return route_new route_edit route_extend"),
    ],
    # The dossier is of a file of Sở Y tế that was received; nobody has it yet, nothing was told. `office` works on Sở Nội vụ's own.
    "appraisal": [
        (DHA | {"auditor", "office"}, "queue limit_list agency_list"),
        (DHA | {"office"}, "reception posting_list posting_new"),
        (DHA, "posting_comment posting_comment_new"),
        (DHA, "desk file limit_new limit_edit ask agency_new agency_edit"),
        # Sở Xây dựng, the unit of `deputy`, was asked.
        (DHA | {"deputy"}, "opinion_answer"),
        (OWN_PEOPLE, "opinion_list"),
        ({"dha_head"}, "assign field_new own_record hold posting_withdraw"),
        (DHA, "table"),
        ({"owner", "head"}, "outcome"),
    ],
    # The session is open for votes; `council` is a member. Who is no member finds no paper, secretary and department prepare.
    "council": [
        (READS_AWARDS, "session_list council session agenda session_minutes session_screen"),
        (DHA, "session_new session_edit session_cancel session_closing"),
        (DHA, "session_discussion session_attendance session_paper"),
        (DHA, "agenda_item_new agenda_acclaimed agenda_item_remove recusal_new"),
        (DHA, "council_new council_edit seat_new seat_end threshold_new threshold_edit threshold_remove"),
        ({"council"}, "ballot"),
        (DHA, "ballot_letter"),
    ],
    # A draft, one that waits for the signature, and one that was issued and names a person of Sở Y tế.
    "decisions": [
        (READS_AWARDS | OWN_PEOPLE, "decision_list"),
        (DHA, "decision_new decision decision_edit decision_add line_edit line_remove line_tie"),
        ({"office"}, "decision_sign"),
        (READS_AWARDS | {"owner", "head"}, "signed"),
        (DHA | {"office"}, "signed_attach"),
        (DHA | {"office", "auditor"}, "money money_export presentation_export notices rules fund"),
        (DHA, "payment_amount payment_undo payment_recover rules_new fund_new fund_cancel"),
        (DHA, "line_revoke line_correct change_remove reliant"),
        (DHA | {"office", "auditor"}, "reliant_list"),
    ],
    # The list of Sở Y tế is with Sở Nội vụ, endorsed by the leader of its bloc.
    "registrations": [
        (WITH_ROLE - {"admin"}, "registration_list"),
        (SEES_THE_PAPER, "registration registration_sent registration_print"),
        ({"owner", "head"}, "line_pick line_new line_edit list_import"),
        (DHA | {"auditor", "office"}, "overview overview_export"),
        (DHA, "call_new call_edit call_extend"),
    ],
    # The document is the pledge of the bloc of Sở Y tế; pledges get no number.
    "official": [(DHA, "template_list template template_download"), (SEES_THE_BLOC, "document")],
    "reminders": [
        (DHA, "rule_list rule_add rule_edit"),
        (WITH_ROLE, "feed"),
    ],
    "base": [
        (set(PEOPLE), "notification_list notice_choice"),
        ({"owner"}, "job"),
        (SEES_THE_PAPER, "file"),
    ],
}
# What everybody with a role opens although it is another bloc's: who takes part in what is no secret, what they write is.
NEXT_DOOR = {
    "campaigns": "campaign campaign_log campaign_periods campaign_units task indicator duty period",
    "organisations": "bloc unit",
}
# Addresses that only take a POST, and who may send one. What a unit sends in is refused in words, not by a closed door.
POSTED = {
    "appraisal": [
        (DHA | {"office"}, "together"),
        ({"dha_head"}, "desk_assign file_tell field_remove"),
    ],
    "awards": [(DHA, "person_unmerge province_rule_confirm")],
    "base": [
        (set(PEOPLE), "notification_read_all draft_save draft_forget session_stay"),
        ({"owner"}, "notification_read"),
    ],
    "bloc_scores": [(LEADS, "criterion_move round_add_scorer"), (DHA, "round_take_over")],
    "campaigns": [
        (DHA, "directive_doubt directive_again directive_item_check"),
        ({"auditor", "council"}, "news_seen"),
        (WITH_ROLE, "submission_export"),
        ({"owner", "head"}, "submission_upload"),
    ],
    "council": [(DHA, "recusal_remove")],
    "decisions": [(DHA, "new_records")],
    "nominations": [
        ({"owner", "head"}, "nominee_link evidence_unlink paper_remove"),
        (OWN_PEOPLE, "file_begin"),
    ],
    # No document of today gets a number: nobody takes one (tests/pages/test_official_numbers.py has a kind that does).
    "official": [
        (SEES_THE_BLOC, "document_make"),
        (DHA, "template_default"),
        (set(), "document_number document_signed"),
    ],
    "organisations": [
        ({"admin"}, "account_invite account_password_mail account_unlock"),
        (DHA, "special_day_remove"),
        (set(PEOPLE), "key_switch"),
    ],
    "registrations": [({"owner", "head"}, "line_remove take_over"), (DHA, "remind")],
    "reminders": [(DHA, "rule_end")],
}
# Lists in public are read by anybody (tests/appraisal/test_postings.py).
# The feed asks for no login: whoever has its address reads it (tests/reminders/test_feed.py).
OPEN = {"healthz", "reminders:feed_file", "appraisal:public"}
OWN_AFFAIRS = {
    "official:document_make",  # the file of a page that the person reads
    "council:ballot",  # a paper sent in the place of another is refused and written down
    "base:notification_read_all",
    "base:notice_choice",
    "reminders:feed",
    "base:draft_save",
    "base:draft_forget",
    "organisations:switch_role",
    "organisations:own_account",
    "organisations:invitation",
    "organisations:key_switch",
    "base:session_stay",
    "campaigns:news_seen",  # a bookmark
    "campaigns:submission_export",  # of what the person sees; leaves a file, changes nothing
    "awards:registry_export",  # likewise
}
