//! How much memory the lists of an answer may take. `[{},{}]` is small on the wire, and each of its
//! elements has room for all fields of its model: 32 MiB of them would take gigabytes.

use std::cell::Cell;

use serde::de::Error;

/// Room for the elements of all lists and unknown fields of an answer, their texts not counted.
const MOST: usize = 256 << 20;

thread_local! {
    static LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// While this is there, what is read on this thread shares the room of one answer.
pub(crate) struct Room(usize);

impl Room {
    pub fn new() -> Self {
        Self(LEFT.replace(MOST))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        LEFT.set(self.0);
    }
}

/// Takes the room of one more element.
pub(crate) fn take<T, E: Error>() -> Result<(), E> {
    let left = LEFT.get().checked_sub(size_of::<T>());
    LEFT.set(left.ok_or_else(|| E::custom("too many elements"))?);
    Ok(())
}
