"""What the program says to whoever runs it."""

from __future__ import annotations

from bot.wording.section import WordingSection


class ExpectedSettingWords(WordingSection):
    """What each setting is to be, with an example; read behind "cannot be used:". A field for each field of Settings."""

    knowledge_dirs: str
    index_dir: str
    database_url: str
    telegram_bot_token: str
    telegram_api_base_url: str
    telegram_webhook_url: str
    telegram_webhook_secret: str
    web_host: str
    web_port: str
    web_processes: str
    public_url: str
    secret_key: str
    backup_key: str
    second_factor_roles: str
    province: str
    report_place: str
    report_signer: str
    unit_name: str
    office_address: str
    office_opening_hours: str
    office_hotline: str
    office_color: str
    served_codes: str
    widget_sites: str
    trusted_proxies: str
    metrics_networks: str
    timezone: str
    monthly_post_day: str
    monthly_post_time: str
    quiet_hours: str
    send_rate_per_second: str
    retention_letters_days: str
    retention_questions_days: str
    retention_chats_days: str
    retention_drafts_days: str
    content_max_age_days: str
    retention_petitions_years: str
    petitions_per_chat_a_day: str
    petitions_per_address_a_day: str
    staff_chat_id: str
    smtp_host: str
    smtp_port: str
    smtp_security: str
    smtp_user: str
    smtp_password: str
    smtp_from: str
    office_hours: str
    files_dir: str
    log_level: str
    log_format: str


class OperationWords(WordingSection):
    """Errors name what is wrong and what to do; none shows a password."""

    bad_setting: str
    bad_env_file: str
    no_place: str
    denied: str
    no_space: str
    file_refused: str
    expected: ExpectedSettingWords
    address_taken: str
    address_refused: str
    database_unreachable: str
    database_newer: str
    migrated: str
    working: str
    stopped: str
    backed_up: str
    restored: str
    backup_exists: str
    backup_unreadable: str
    backup_newer: str
    backup_of_another: str
    miscounted: str
    files_missing: str
    backup_signed: str
    backup_altered: str
    backup_unsigned: str
    backup_other_key: str
    bad_key_file: str
    guessable_key_file: str
    trail_went_back: str
    head_beside: str
    rights_unreadable: str
    rights_as_before: str
    rights_of_backup: str
    units_as_before: str
    units_of_backup: str
    surveys_as_before: str
    surveys_of_backup: str
    rights_differ: dict[str, str]
    factors_of_backup: str
    secret_kept: str
    secret_restored: str
    secret_absent: str
    logged_out: str
    revoked_again: str
    gone_back: str
    moved: str
    moves_to_postgresql: str
    still_in_use: str
    database_not_empty: str
    no_postgresql_tools: str
    postgresql_refused: str
