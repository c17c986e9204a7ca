//! Contacts: mailboxes below reserved domains, telephone numbers that cannot exist.

use random::{Rng, hash};
use udid_types::{Contact, Device};

use super::outline::Outline;
use super::stream::Group;
use super::text::domain;
use super::versions::{Change, Moment};

/// Fills the contacts.
pub(crate) fn fill(device: &mut Device, outline: &Outline, moment: &Moment) {
    let mut rng = outline.rng(Group::Contacts);
    let count = rng.weighted(1, &[(80, 0), (150, 2), (40, 3)]);
    // Who was in charge before the change sat at another desk.
    let desk = u64::from(moment.is_before(Change::Contacts));
    device.contacts = (0..count).map(|place| contact(outline, place + desk, &mut rng)).collect();
}

fn contact(outline: &Outline, desk: u64, rng: &mut Rng) -> Contact {
    let mailbox = match desk {
        0 => "udi",
        1 => "service",
        2 => "quality",
        _ => "office",
    };
    let mut contact = Contact::default();
    contact.phone = Some(phone(outline, desk));
    contact.email = (!rng.chance(60)).then(|| format!("{mailbox}@{}", domain(outline)));
    contact.fax = rng.chance(350).then(|| phone(outline, desk + 10));
    contact
}

/// A number that no line has: local numbers never start with 0.
fn phone(outline: &Outline, line: u64) -> String {
    let drawn = hash(outline.seed, Group::Contacts, &[outline.subject[0], line]);
    let (area, number) = (outline.company.place.area_code, drawn % 10_000);
    match (drawn >> 32) % 8 {
        0 => format!("+86-{}-0000{number:04}", area.trim_start_matches('0')),
        1 => format!("{area}-0000{number:04}-8{:02}", line % 100),
        _ => format!("{area}-0000{number:04}"),
    }
}
