//! What the tables and views of a database are for.

/// A table or view of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableInfo {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub row: &'static str,
    /// Whether readers use it. The others are how it is stored.
    pub is_for_readers: bool,
}

const fn reading(name: &'static str, row: &'static str) -> TableInfo {
    TableInfo { name, row, is_for_readers: true }
}

const fn storing(name: &'static str, row: &'static str) -> TableInfo {
    TableInfo { name, row, is_for_readers: false }
}

/// All tables and views.
pub const TABLES: [TableInfo; 28] = [
    reading(
        "device",
        "a record in its newest version; delisted_on is set if the newest full release no longer has it",
    ),
    reading(
        "device_current",
        "as device, without delisted records; withdrawn ones stay, with their date",
    ),
    reading("device_zh", "as device, with Chinese titles and coded values in words"),
    reading("contact", "a contact of the registrant of the record"),
    reading("package", "a packaging level of the record"),
    reading("storage", "a storage or handling condition of the record"),
    reading("clinical", "a clinical size of the record"),
    reading(
        "registration_number",
        "a registration number of the record, in the form in which numbers are compared",
    ),
    reading("insurance_code", "a medical insurance code (YBBM) of the record"),
    reading(
        "organization",
        "an enterprise as the business register has it, or that it was not found; error says why the last \
         look-up failed",
    ),
    reading("device_organization", "the registrant of the record, as organization has it"),
    reading(
        "device_agent",
        "the agent in China of a registrant abroad, as organization has it; its province is not the \
         registrant's",
    ),
    reading(
        "period",
        "what is stored of a day, month or release: a copy, or a pass that is not complete",
    ),
    reading("orphan", "a package, storage condition or size that belongs to no device, and why"),
    reading("registry", "whose records these are"),
    reading(
        "change",
        "what happened to a record: insert, update, correction, delisting, relisting; or a baseline",
    ),
    storing(
        "record",
        "the columns of device that are a record's own; as_sent holds texts that differ from them",
    ),
    storing("family", "the columns of device that records share"),
    storing("party", "a registrant or agent, by what the business register is asked for"),
    storing("family_contact", "a contact of a family"),
    storing("family_registration", "a registration number of a family"),
    storing("package_row", "behind package"),
    storing("storage_row", "behind storage"),
    storing("clinical_row", "behind clinical"),
    storing("release_member", "a file in a release, and how it was read"),
    storing("pass", "one reading of a listing, from its first page to its last"),
    storing("listed", "a record in a version that a pass saw"),
    storing(
        "waiting",
        "a package, storage condition or size that waits for its device until its pass ends",
    ),
];
