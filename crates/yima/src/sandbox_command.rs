//! `yima sandbox`.

use sandbox::Sandbox;

use crate::cli::SandboxCommand;
use crate::connect::settings;
use crate::failure::Failure;

pub async fn run(command: SandboxCommand) -> Result<(), Failure> {
    let SandboxCommand::Serve { port, settings: arguments } = command;
    let sandbox = Sandbox::builder(settings(arguments)).port(port).start().await?;
    // A shell takes the lines as they are: `yima sandbox serve > file &`, then `. ./file`.
    println!("YIMA_UDID_BASE_URL={}", sandbox.udid_url());
    println!("YIMA_UDID_APP_ID={}", sandbox.app_id());
    println!("YIMA_UDID_APP_SECRET={}", sandbox.app_secret());
    println!("YIMA_UDID_CREDIT_CODE={}", sandbox.credit_code());
    println!("YIMA_IDCODE_BASE_URL={}", sandbox.idcode_url());
    println!("YIMA_IDCODE_ACCESS_TOKEN={}", sandbox.idcode_access_token());
    println!("YIMA_IDCODE_AUTHORIZATION_CODE={}", sandbox.idcode_authorization_code());
    println!("YIMA_DBHS_BASE_URL={}", sandbox.dbhs_url());
    println!("YIMA_DBHS_APP_KEY={}", sandbox.dbhs_app_key());
    println!("YIMA_DBHS_SECRET_KEY={}", sandbox.dbhs_secret_key());
    println!("YIMA_CLOUDMFG_BASE_URL={}", sandbox.cloudmfg_url());
    println!("YIMA_CLOUDMFG_USER_ID={}", sandbox.cloudmfg_user_id());
    println!("YIMA_CLOUDMFG_ACCESS_TOKEN={}", sandbox.cloudmfg_access_token());
    eprintln!("the sandbox listens on {}; Ctrl-C ends it", sandbox.address());
    Ok(sandbox.join().await?)
}
