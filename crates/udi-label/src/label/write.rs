//! Normalized texts of a label.

use super::Label;
use crate::agency::Agency;
use crate::draft::Name;
use crate::fold::SEPARATOR;

impl Label {
    /// The text of the code without dirt: for GS1 an element string with the separators that are
    /// needed and no symbology identifier, for the others the code without address and delimiters.
    ///
    /// ```
    /// let label = udi_label::scan("（10）181011（01）06932992100755")?;
    /// assert_eq!(label.normalized(), "10181011\u{1d}0106932992100755");
    /// # Ok::<(), udi_label::ScanError>(())
    /// ```
    pub fn normalized(&self) -> String {
        if self.agency() != Agency::Gs1 {
            return self.code.of(self.source.text()).to_owned();
        }
        let mut text = String::with_capacity(self.source.text().len() + 8);
        let mut separator_is_due = false;
        for (element, part) in self.elements().zip(&self.parts) {
            if separator_is_due {
                text.push(SEPARATOR);
            }
            text.push_str(element.identifier());
            text.push_str(element.value());
            separator_is_due = matches!(part.name, Name::Gs1 { entry, .. } if entry.separator);
        }
        text
    }

    /// The element string with brackets around the identifiers, as people read it; `None` for other
    /// agencies than GS1. An opening bracket that belongs to a value is written `\(`.
    pub fn bracketed(&self) -> Option<String> {
        let elements = self.elements().map(|element| {
            crate::gs1::write::bracketed_element(element.identifier(), element.value())
        });
        (self.agency() == Agency::Gs1).then(|| elements.collect())
    }
}
