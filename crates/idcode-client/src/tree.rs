//! Regions, trades and categories as trees: fetched once, then walked without asking.

use std::collections::HashMap;
use std::sync::Arc;

use idcode_types::{Category, CategoryId, Region, RegionId, Trade, TradeId};
use tokio::sync::OnceCell;

/// The id of the node above all.
const ROOT: u64 = 0;

/// Longer ways up are circles.
const DEEPEST: usize = 16;

/// What a tree is made of.
pub(crate) trait Node {
    /// Its own id and that of its parent.
    fn ids(&self) -> [Option<u64>; 2];
}

impl Node for Region {
    fn ids(&self) -> [Option<u64>; 2] {
        [
            self.id.as_ref().and_then(RegionId::number),
            self.parent_id.as_ref().and_then(RegionId::number),
        ]
    }
}

impl Node for Trade {
    fn ids(&self) -> [Option<u64>; 2] {
        [
            self.id.as_ref().and_then(TradeId::number),
            self.parent_id.as_ref().and_then(TradeId::number),
        ]
    }
}

impl Node for Category {
    fn ids(&self) -> [Option<u64>; 2] {
        [
            self.id.as_ref().and_then(CategoryId::number),
            self.parent_id.as_ref().and_then(CategoryId::number),
        ]
    }
}

/// Nodes with a parent.
#[derive(Clone, Debug, Default)]
pub struct Tree<T> {
    nodes: HashMap<u64, T>,
    parents: HashMap<u64, u64>,
    children: HashMap<u64, Vec<u64>>,
}

impl<T> Tree<T> {
    /// A node without both ids has no place in the tree.
    pub(crate) fn build(nodes: Vec<T>) -> Self
    where
        T: Node,
    {
        let mut tree =
            Self { nodes: HashMap::new(), parents: HashMap::new(), children: HashMap::new() };
        for node in nodes {
            let [Some(id), Some(parent)] = node.ids() else { continue };
            if tree.nodes.insert(id, node).is_none() {
                tree.parents.insert(id, parent);
                tree.children.entry(parent).or_default().push(id);
            }
        }
        tree
    }

    /// The node with this id.
    pub fn get(&self, id: u64) -> Option<&T> {
        self.nodes.get(&id)
    }

    /// The nodes right below this one, in the registry's order; below 0 are the topmost.
    pub fn children(&self, id: u64) -> impl Iterator<Item = (u64, &T)> {
        let ids = self.children.get(&id).into_iter().flatten();
        ids.filter_map(|id| Some((*id, self.nodes.get(id)?)))
    }

    /// The id above this one; none for the topmost.
    pub fn parent(&self, id: u64) -> Option<u64> {
        self.parents.get(&id).copied().filter(|parent| *parent != ROOT)
    }

    /// Ids from the topmost down to this one.
    pub fn way_down(&self, id: u64) -> Vec<u64> {
        let up = std::iter::successors(Some(id), |id| self.parent(*id));
        let mut way: Vec<_> = up.take(DEEPEST).collect();
        way.reverse();
        way
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

/// Province, city and district of a unit, as registrations want them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// `province_id`.
    pub province_id: u64,
    /// `city_id`.
    pub city_id: u64,
    /// `area_id`.
    pub area_id: u64,
}

impl Tree<Region> {
    /// The three ids that a registration wants for a region without regions below it; `None` for
    /// an unknown region, or one that has others below it.
    ///
    /// Where a level is missing, the one above stands for it, as the document's note under 101 asks:
    /// 北京 and the other municipalities, 台湾, 香港 and 澳门 have no cities, 东莞, 中山, 台湾, 香港
    /// and 澳门 no districts.
    pub fn place(&self, id: u64) -> Option<Place> {
        if self.get(id).is_none() || self.children(id).next().is_some() {
            return None;
        }
        let levels = self.way_down(id);
        let place = |province_id, city_id, area_id| Place { province_id, city_id, area_id };
        match levels.as_slice() {
            [province] => Some(place(*province, *province, *province)),
            // A municipality's district has no city above it, a city without districts nothing below.
            [province, below] if self.is_district(*below) => {
                Some(place(*province, *province, *below))
            }
            [province, city] => Some(place(*province, *city, *city)),
            [province, city, area] => Some(place(*province, *city, *area)),
            _ => None,
        }
    }

    /// Whether a region is of the third level.
    fn is_district(&self, id: u64) -> bool {
        let level = self.get(id).and_then(|region| region.level.as_ref()?.get());
        level == Some(3)
    }
}

/// What a client has fetched.
#[derive(Default)]
pub struct Trees {
    pub(crate) regions: OnceCell<Arc<Tree<Region>>>,
    pub(crate) trades: OnceCell<Arc<Tree<Trade>>>,
    pub(crate) categories: OnceCell<Arc<Tree<Category>>>,
}
