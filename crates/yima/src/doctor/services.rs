//! The steps of each service behind those on the way to it: calls that change nothing there.

use client_core::{ClientErrorKind, Error, ReturnCodeError};
use futures_util::FutureExt;
use jiff::Timestamp;
use udid_client::Client;
use wire::Class;

use super::network::apart;
use super::probe::{Outcome, Probe, Run, Step};
use crate::failure::{Failure, OwnCode};

impl<C> Step<C> {
    /// A call that needs credentials.
    const fn call(name: &'static str, run: Run<C>) -> Self {
        let advice = "check the credentials with whoever gave them out, and that they are those of \
                      this environment";
        Self { name, needs: &["TLS", "credentials"], run, advice }
    }
}

pub const UDID: &[Step<Client>] = &[
    Step {
        name: "P001",
        needs: &["TLS"],
        run: |probe| test_connection(&probe.client).boxed_local(),
        advice: "check base_url; the service may be down",
    },
    Step::CREDENTIALS,
    Step {
        name: "store",
        needs: &["credentials"],
        run: |probe| async { store(probe) }.boxed_local(),
        advice: "give it to yourself alone, or choose another folder as store of [udid], or off",
    },
    Step::call("P002", |probe| token(&probe.client).boxed_local()),
    Step {
        name: "service clock",
        needs: &["P002"],
        run: |probe| async { service_clock(&probe.client) }.boxed_local(),
        advice: "",
    },
];

pub const IDCODE: &[Step<idcode_client::Client>] =
    &[Step::CREDENTIALS, Step::call("105", |probe| list_unit_types(&probe.client).boxed_local())];

pub const DBHS: &[Step<dbhs_client::Client>] = &[
    Step::CREDENTIALS,
    Step::call("getOrganizationByName", |probe| look_up_nobody(&probe.client).boxed_local()),
];

pub const CLOUDMFG: &[Step<cloudmfg_client::Client>] = &[
    Step::CREDENTIALS,
    Step::call("A.2.5", |probe| query_printed_device(&probe.client).boxed_local()),
];

async fn test_connection(client: &Client) -> Outcome {
    outcome(client.test_connection().await, |_| "the service answers".to_owned())
}

fn store<C>(probe: &Probe<C>) -> Outcome {
    match &probe.store {
        Ok(place) => Outcome::Passed(place.clone()),
        Err(failure) => Outcome::Failed(failure.clone()),
    }
}

/// Takes one of the day's calls, and leaves a token that is valid as it is.
async fn token(client: &Client) -> Outcome {
    outcome(client.get_token().await, |reply| match reply.remaining_calls_today {
        Some(calls) => format!("a token was given; {calls} calls are left today"),
        None => "a token was given".to_owned(),
    })
}

fn service_clock(client: &Client) -> Outcome {
    let seconds = Timestamp::now().as_second() - client.service_time().as_second();
    Outcome::Passed(format!(
        "{}, as far as its answers tell; the client follows it",
        apart(seconds)
    ))
}

/// A short list that everyone may see.
async fn list_unit_types(client: &idcode_client::Client) -> Outcome {
    let reply = client.list_unit_types().await;
    outcome(reply, |_| "the registry answers".to_owned())
}

/// An enterprise that there is not: nobody's data comes.
async fn look_up_nobody(client: &dbhs_client::Client) -> Outcome {
    let reply = client.find_organization("yima doctor 不存在的企业").await;
    outcome(reply, |_| "the service answers".to_owned())
}

/// The device of the standard's example, which hardly any platform has. A platform has one failure
/// for everything (decision G9): it tells that it was reached and no more.
async fn query_printed_device(client: &cloudmfg_client::Client) -> Outcome {
    let request = cloudmfg_types::QueryDeviceRequest::new("285863325");
    match client.query_device(&request).await {
        Err(error) if error.class() == Some(Class::Failed) => Outcome::Passed(
            "the platform answers with its only failure: try a device of yours, `yima cloudmfg \
             query_device --devId ID`, to see whether it accepts the credentials"
                .to_owned(),
        ),
        reply => outcome(reply, |_| "the platform answers".to_owned()),
    }
}

fn outcome<R, S, O>(reply: Result<R, Error<S, O>>, said: impl FnOnce(R) -> String) -> Outcome
where
    S: ReturnCodeError,
    O: OwnCode + ClientErrorKind + 'static,
{
    reply.map_or_else(
        |error| Outcome::Failed(Failure::from(error)),
        |reply| Outcome::Passed(said(reply)),
    )
}
