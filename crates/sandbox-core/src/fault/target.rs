//! A service as fault rules see it.

use wire::EndpointInfo;

use super::Fault;

/// Whether a fault can change anything at an endpoint.
type CanAffect = dyn Fn(&Fault, &EndpointInfo) -> bool + Send + Sync;

/// A service that rules can name, with its endpoints.
pub struct FaultTarget {
    pub service: &'static str,
    pub endpoints: &'static [EndpointInfo],
    /// Rules that the service adds to profiles: JSON, rules by name of the profile.
    pub profiles: &'static str,
    pub can_affect: Box<CanAffect>,
}

impl FaultTarget {
    pub fn can_affect_id(&self, fault: &Fault, id: &str) -> bool {
        let endpoint = self.endpoints.iter().find(|endpoint| endpoint.id == id);
        endpoint.is_some_and(|endpoint| (self.can_affect)(fault, endpoint))
    }
}
