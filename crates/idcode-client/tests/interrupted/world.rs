//! A sandbox with a registered category that takes codes.

use idcode_client::types::{CategoryRegistrationId, ListUploadBatchesRequest, UnitCode};
use idcode_client::{Client, Credentials};
use idcode_types::UploadBatch;
use sandbox::Sandbox;

use crate::register_category::{self, register_unit};

pub const MODEL: &str = "A1";

pub struct World {
    pub sandbox: Sandbox,
    /// Goes straight to the sandbox.
    pub client: Client,
    pub unit: UnitCode,
    pub registration: CategoryRegistrationId,
    /// Names the category for 502.
    pub category: ListUploadBatchesRequest,
}

impl World {
    pub async fn new() -> Self {
        let (sandbox, client) = register_unit::start().await.unwrap();
        let sms = |phone: &str| sandbox.idcode().verification_code(phone).unwrap();
        let licence = register_unit::licence();
        let unit = register_unit::run(&client, "甲公司", 110_105, licence, sms).await.unwrap();
        sandbox.idcode().pass_examinations();
        let address = "https://example.com/trace?id=";
        let registered = register_category::run(&client, &unit, MODEL, address).await;
        let (category, registration) = registered.unwrap();
        sandbox.idcode().pass_examinations();
        let category = ListUploadBatchesRequest::new(unit.clone(), category, MODEL);
        Self { sandbox, client, unit, registration, category }
    }

    /// A client of the same enterprise at another address.
    pub fn client_at(&self, url: String) -> Client {
        Client::builder(url).credentials(self.credentials()).build().unwrap()
    }

    pub fn credentials(&self) -> Credentials {
        let sandbox = &self.sandbox;
        Credentials::new(sandbox.idcode_access_token(), sandbox.idcode_authorization_code())
    }

    /// What the registry has stored for the category.
    pub async fn batches(&self) -> Vec<UploadBatch> {
        self.client.list_upload_batches(&self.category).await.unwrap().batches
    }
}
