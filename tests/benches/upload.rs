//! Peak memory of uploading a million codes (5011): made by an iterator while they are sent,
//! against one text of all codes that is built first.
//!
//! Run with `cargo bench -p workspace-tests --bench upload`. Needs python3, which measures. The
//! uploads run one after the other in processes of their own; the sandbox, which receives them and
//! counts the codes, stays in this one.

use std::env;
use std::path::Path;

use idcode_client::{Client, Credentials, FilePart};
use idcode_types::{ListUploadBatchesRequest, UploadCodeFileRequest};
use sandbox::Sandbox;
use test_support::measure::{Figures, measuring};
use test_support::registry::{Registered, register};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const CODES: u32 = 1_000_000;

/// 64 MB.
const BAR_MIB: f64 = 64e6 / (1024.0 * 1024.0);

/// The first argument of a process that uploads.
const UPLOAD: &str = "upload";

/// How often each side uploads, by turns; the highest peak counts.
const RUNS: usize = 3;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == UPLOAD) {
        return upload(&arguments[1..]).await;
    }
    // `cargo test --benches` comes without it.
    let is_bench = arguments.iter().any(|argument| argument == "--bench");
    let (codes, runs) = if is_bench { (CODES, RUNS) } else { (1_000, 1) };
    let registry = Registry::start().await?;
    let (mut iterator, mut text) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        iterator.push(registry.measure("iterator", codes).await?);
        text.push(registry.measure("text", codes).await?);
    }
    if is_bench {
        let (iterator, text) = (highest(&iterator), highest(&text));
        println!("{codes} codes, all received");
        iterator.print("iterator", codes, "codes");
        text.print("text", codes, "codes");
        println!("  peak memory: {:.2} x text (bar 1)", iterator.peak_mib / text.peak_mib);
        println!("  peak memory: {:.1} MiB (bar {BAR_MIB:.1})", iterator.peak_mib);
    }
    Ok(())
}

fn highest(runs: &[Figures]) -> Figures {
    let empty = Figures { seconds: 0.0, cpu_seconds: 0.0, peak_mib: 0.0 };
    runs.iter().fold(empty, |most, run| if run.peak_mib > most.peak_mib { *run } else { most })
}

/// A sandbox with a category for the codes.
struct Registry {
    sandbox: Sandbox,
    client: Client,
    category: ListUploadBatchesRequest,
    /// What an uploading process is told of it.
    target: [String; 6],
}

impl Registry {
    async fn start() -> Result<Self> {
        let sandbox = Sandbox::start().await?;
        let credentials =
            Credentials::new(sandbox.idcode_access_token(), sandbox.idcode_authorization_code());
        let client = Client::builder(sandbox.idcode_url()).credentials(credentials).build()?;
        let Registered { unit, category, registration } = register(&client, &sandbox).await?;
        let target = [
            sandbox.idcode_url(),
            sandbox.idcode_access_token().to_owned(),
            sandbox.idcode_authorization_code().to_owned(),
            unit.to_string(),
            registration.to_string(),
            category.to_string(),
        ];
        let category = ListUploadBatchesRequest::new(unit, category, "A1");
        Ok(Self { sandbox, client, category, target })
    }

    /// One upload in a process of its own, which must arrive whole.
    async fn measure(&self, way: &str, codes: u32) -> Result<Figures> {
        let before = self.client.upload_batches_so_far(self.category.clone()).await?;
        let mut command = measuring(Path::new("python3"));
        command.arg(env::current_exe()?).args([UPLOAD, way, &codes.to_string()]);
        command.args(&self.target);
        let calls = self.sandbox.idcode().calls("5011");
        let figures = tokio::task::spawn_blocking(move || {
            Figures::of(&mut command).map_err(|error| error.to_string())
        });
        let figures = figures.await??;
        let added = before.added().await?;
        let counts: Vec<_> =
            added.iter().filter_map(|one| one.code_count.as_ref()?.get()).collect();
        assert_eq!(counts, [u64::from(codes)], "{way}: what the sandbox received");
        assert_eq!(self.sandbox.idcode().calls("5011"), calls + 1);
        Ok(figures)
    }
}

/// What an uploading process does.
async fn upload(arguments: &[String]) -> Result<()> {
    let [way, count, url, token, code, unit, registration, category] = arguments else {
        return Err("wrong arguments".into());
    };
    let client = Client::builder(url)
        .credentials(Credentials::new(token.as_str(), code.as_str()))
        .build()?;
    let (count, category) = (count.parse::<u32>()?, category.trim_end_matches('/').to_owned());
    // Whole codes, as they stand on labels.
    let codes = (0..count).map(move |number| format!("{category}/A{number:07}"));
    let file = if way == "iterator" {
        FilePart::codes(codes)
    } else {
        let mut text = String::new();
        codes.for_each(|code| text.extend([code.as_str(), "\n"]));
        FilePart::bytes("codes.txt", text)
    };
    let request = UploadCodeFileRequest::new(unit.as_str(), registration.as_str());
    client.upload_code_file(&request, file).await?;
    Ok(())
}
