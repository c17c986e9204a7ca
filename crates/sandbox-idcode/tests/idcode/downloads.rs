//! The file of codes that 504 points to: a ZIP archive, with the password of the call (解压密码).

use std::collections::HashSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipResult;

use crate::client::{Parameters, World, code, parameters, success};
use crate::registrations::with;
use crate::uploads::{batch_of, target, upload_three, with_category};

/// The archive of a batch, as a browser gets it from the URL in the answer.
async fn archive(world: &World, pairs: &[(&str, &str)]) -> Vec<u8> {
    let reply = success(world.call("504", pairs).await);
    let url = reply["codefileurl_info"].as_str().unwrap();
    let path = url.strip_prefix(&world.service.base_url()).unwrap();
    let response = world.raw("GET", path, &Parameters::new()).await;
    assert_eq!(response.headers()["content-type"], "application/zip");
    response.body().to_vec()
}

/// The only text in an archive, without a password or with this one.
fn unpack(archive: &[u8], password: Option<&str>) -> ZipResult<String> {
    let mut archive = ZipArchive::new(Cursor::new(archive))?;
    assert_eq!(archive.len(), 1);
    let mut file = match password {
        Some(password) => archive.by_index_decrypt(0, password.as_bytes())?,
        None => archive.by_index(0)?,
    };
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(text)
}

#[tokio::test]
async fn the_file_opens_with_its_password_and_not_without() {
    let world = World::new();
    let (unit, registration) = with_category(&world).await;
    let uploaded = upload_three(&world, &unit, &registration).await;
    let pairs = vec![("company_idcode", unit.as_str()), ("uploadcode_id", &uploaded)];
    let category = format!("{unit}/10.35080100.A1");
    let expected = format!("{category}/1\n{category}/2\n{category}/3\n");

    let open = archive(&world, &pairs).await;
    assert_eq!(unpack(&open, None).unwrap(), expected);

    for password in ["123456", "0123456789abcdef", "密码密码密码"] {
        let closed = archive(&world, &with(pairs.clone(), "password", password)).await;
        assert_eq!(unpack(&closed, Some(password)).unwrap(), expected, "{password}");
        assert!(unpack(&closed, None).is_err());
        assert!(unpack(&closed, Some("another")).is_err());
        let listed = ZipArchive::new(Cursor::new(&closed)).unwrap();
        let name = listed.name_for_index(0).unwrap().unwrap();
        assert_eq!(name, format!("{uploaded}.txt"));
    }
    for (password, expected) in [("12345", 50_005), ("12345678901234567", 50_006)] {
        let reply = world.call("504", &with(pairs.clone(), "password", password)).await;
        assert_eq!(code(&reply), expected);
    }
    let nowhere = world.raw("GET", "/sandbox/idcode/files/0.zip", &parameters(&[])).await;
    assert_eq!(nowhere.status(), 404);
}

#[tokio::test]
async fn a_large_range_is_downloaded_whole_or_short() {
    let world = World::new();
    let (unit, registration) = with_category(&world).await;
    let pairs = with(with(target(&unit, &registration), "start_num", "1"), "end_num", "25000");
    let uploaded = batch_of(&success(world.call("5013", &pairs).await));
    let pairs = vec![("company_idcode", unit.as_str()), ("uploadcode_id", &uploaded)];
    let download = async |code_type: &str| {
        let archive = archive(&world, &with(pairs.clone(), "code_type", code_type)).await;
        unpack(&archive, None).unwrap()
    };
    let codes = download("1").await;
    assert_eq!(codes.lines().count(), 25_000);
    assert_eq!(codes.lines().nth(10_000).unwrap(), format!("{unit}/10.35080100.A1/10001"));
    assert_eq!(codes.lines().last().unwrap(), format!("{unit}/10.35080100.A1/25000"));
    let short = download("0").await;
    assert_eq!(short.lines().count(), 25_000);
    assert_eq!(short.lines().collect::<HashSet<_>>().len(), 25_000);
    let listed = world.call("505", &with(pairs.clone(), "code_type", "0")).await;
    let listed = listed["data"].as_array().unwrap().iter().map(|code| code.as_str().unwrap());
    assert!(listed.eq(short.lines()), "505 lists the same");
}

#[tokio::test]
async fn lines_of_a_large_file_are_kept_in_order() {
    let world = World::new();
    let (unit, registration) = with_category(&world).await;
    let lines: Vec<_> = (0..200_000).map(|number| format!("L{number:07}")).collect();
    let file = lines.join("\n");
    let files = [("code_file", "codes.txt", file.as_bytes())];
    let reply = success(world.upload("5011", &target(&unit, &registration), &files).await);
    let pairs = [("company_idcode", unit.as_str()), ("uploadcode_id", &batch_of(&reply))];
    let codes = unpack(&archive(&world, &pairs).await, None).unwrap();
    let prefix = format!("{unit}/10.35080100.A1/");
    let items = codes.lines().map(|line| line.strip_prefix(&prefix).unwrap());
    assert!(items.eq(file.lines()));
}
