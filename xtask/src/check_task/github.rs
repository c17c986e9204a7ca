//! Findings as workflow commands, which GitHub shows beside the lines of a change.

use std::fmt::Write;

use spec::{Finding, Position, Report};

/// One command a line.
pub fn commands(reports: &[Report]) -> String {
    let mut text = String::new();
    for report in reports {
        for finding in report.findings() {
            command(&mut text, report, &finding);
        }
    }
    text
}

fn command(text: &mut String, report: &Report, finding: &Finding) {
    let Position { line, column } = report.position(finding);
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    let _ = writeln!(
        text,
        "::{} file={},line={line},col={column},title={}::{}",
        finding.level,
        property(report.path()),
        property(finding.id),
        data(&message)
    );
}

/// What would end a command, or begin another.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What would end a property as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
