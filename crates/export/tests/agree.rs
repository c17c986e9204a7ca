//! OpenAPI is made from the specs, JSON Schema from the generated models: two ways that must lead to
//! the same place. And both are valid where they say that they are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

const NAMES: [&str; 4] = ["udid/2.0.1", "idcode/1", "dbhs/1", "cloudmfg/gbt-43960-2024"];

fn read(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs").join(file);
    serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON")
}

/// What a schema of a field comes down to: types, what is referred to, limits.
fn core(schema: &Value) -> Value {
    let name = |reference: &Value| reference.as_str()?.rsplit('/').next().map(str::to_owned);
    if let Some(choice) = schema["anyOf"].get(0) {
        return core(choice);
    }
    // A request may have the values of the list only; both name it.
    if let Some(list) = name(&schema["$ref"]).or_else(|| name(&schema["x-values-of"])) {
        return list.into();
    }
    if schema["type"] == "array" || schema["type"][0] == "array" {
        return Value::Array(vec![schema["type"].clone(), core(&schema["items"])]);
    }
    let keywords = ["type", "contentMediaType", "minLength", "maxLength", "maximum"];
    let mut core: Vec<_> = keywords.iter().map(|keyword| schema[keyword].clone()).collect();
    // The models cannot hold a number below 0 or above the largest of 64 bits.
    core[4] = core[4].as_u64().filter(|maximum| *maximum < u64::MAX).into();
    core.into()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

fn texts(value: &Value) -> BTreeSet<&str> {
    value.as_array().map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

#[test]
fn models_and_specs_describe_the_same() {
    for name in NAMES {
        let openapi = read(&format!("{name}.openapi.json"));
        let models = read(&format!("{name}.schema.json"));
        let components = &openapi["components"]["schemas"];
        let mut compared = 0;
        for (model, schema) in models["$defs"].as_object().expect("definitions") {
            let Some(component) = components.get(model) else {
                // A request that is in the query alone, or has no parameters.
                assert!(model.ends_with("Request") || model == "ConnectionTest", "{name} {model}");
                continue;
            };
            // Where who calls stands in the body, the parameters stand below.
            let below = &component["properties"]["data"];
            let component =
                if model.ends_with("Request") && below.is_object() { below } else { component };
            let (of_model, of_spec) = (&schema["properties"], &component["properties"]);
            assert!(keys(of_model).is_subset(&keys(of_spec)), "{name} {model}");
            for key in keys(of_model) {
                assert_eq!(core(&of_model[key]), core(&of_spec[key]), "{name} {model}.{key}");
                compared += 1;
            }
            let required = texts(&schema["required"]);
            assert!(required.is_subset(&texts(&component["required"])), "{name} {model}");
            if model.ends_with("Request") {
                let own = texts(&component["required"]);
                let own: BTreeSet<_> = own.intersection(&keys(of_model)).copied().collect();
                assert_eq!(required, own, "{name} {model}");
            }
        }
        assert!(compared > 10, "{name}: {compared}");
    }
}

#[test]
fn json_schemas_are_valid() {
    for name in NAMES {
        let schema = read(&format!("{name}.schema.json"));
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// The parts that each encoding of requests must have, as the documents tell them.
#[test]
fn requests_are_encoded_as_the_documents_say() {
    let udid = read("udid/2.0.1.openapi.json");
    let body = &udid["paths"]["/sharing/get"]["post"]["requestBody"]["content"];
    let form = &body["application/x-www-form-urlencoded"];
    assert_eq!(form["encoding"]["params"]["contentType"], "application/json");
    assert_eq!(
        form["schema"]["properties"]["params"]["$ref"],
        "#/components/schemas/DeviceListRequest"
    );
    // Decision U4: P001 has an empty body.
    assert!(udid["paths"]["/connection/test"]["post"].get("requestBody").is_none());

    let idcode = read("idcode/1.openapi.json");
    let look_up = &idcode["paths"]["/sp/idcode/companyinfo/base"];
    let names = |parameters: &Value| {
        let list = parameters.as_array().expect("parameters").iter();
        list.map(|parameter| format!("{} {}", parameter["in"], parameter["name"]).replace('"', ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&look_up["get"]["parameters"]), ["query company_idcode", "query time"]);
    assert_eq!(keys(&look_up["get"]["security"][0]), BTreeSet::from(["access_token", "hash"]));
    assert!(look_up["post"].get("security").is_none());
    let form = &idcode["components"]["schemas"]["GetUnitRequest"];
    let all = BTreeSet::from(["company_idcode", "access_token", "time", "hash"]);
    assert_eq!(texts(&form["required"]), all);
    let upload = &idcode["paths"]["/sp/idcode/companyinfo/verify"]["post"]["requestBody"];
    let part = &upload["content"]["multipart/form-data"]["encoding"]["file1"];
    assert_eq!(part["contentType"], "application/octet-stream");
    let batch = &idcode["components"]["schemas"]["RegisterCategoriesRequest"];
    assert_eq!(keys(&batch["properties"]), BTreeSet::from(["json_str", "time", "hash"]));
    assert_eq!(batch["properties"]["json_str"]["contentMediaType"], "application/json");

    let dbhs = read("dbhs/1.openapi.json");
    let list = &dbhs["paths"]["/admin-api/openapi/v1/product/list"]["post"];
    assert_eq!(names(&list["parameters"]), ["header timespan"]);
    assert_eq!(keys(&list["security"][0]), BTreeSet::from(["app_key", "sign"]));
    for (scheme, header) in [("app_key", "appKey"), ("sign", "sign")] {
        let scheme = &dbhs["components"]["securitySchemes"][scheme];
        assert_eq!((&scheme["in"], &scheme["name"]), (&"header".into(), &header.into()));
    }
    assert!(list["requestBody"]["content"]["application/json"].is_object());

    let cloudmfg = read("cloudmfg/gbt-43960-2024.openapi.json");
    let body = &cloudmfg["components"]["schemas"]["CreateGatewayRequest"];
    assert_eq!(texts(&body["required"]), BTreeSet::from(["userId", "access_token", "data"]));
    assert_eq!(
        texts(&body["properties"]["data"]["required"]),
        BTreeSet::from(["gatewName", "commCode", "commUrl", "iotType"])
    );
}

/// The printed examples of cloud manufacturing are real calls, not placeholders.
#[test]
fn printed_calls_are_valid() {
    let document = read("cloudmfg/gbt-43960-2024.openapi.json");
    let mut seen = 0;
    for operations in document["paths"].as_object().expect("paths").values() {
        let post = &operations["post"];
        for content in [&post["requestBody"], &post["responses"]["200"]] {
            let content = &content["content"]["application/json"];
            let mut schema = document.clone();
            schema["$ref"] = content["schema"]["$ref"].clone();
            let validator = jsonschema::draft202012::new(&schema).expect("a schema");
            for (name, example) in content["examples"].as_object().into_iter().flatten() {
                assert!(validator.is_valid(&example["value"]), "{name}");
                seen += 1;
            }
        }
    }
    // Three requests; two successes that are JSON, and three failures.
    assert_eq!(seen, 8);
}
