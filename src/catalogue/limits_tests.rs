//! The shipped limits, and what a file of limits is refused for.

use super::*;
use PlatformKind::{ContainerServerless, Functions, VmFleet};

#[test]
fn without_a_cloud_the_loosest_limit_counts() {
    let book = LimitBook::shipped().unwrap();
    let value = |kind, cloud, what| book.find(kind, cloud, what, &Demand::default()).map(|limit| limit.value);
    assert_eq!(value(Functions, None, LimitKind::LongestRun), Some(900.0));
    assert_eq!(value(ContainerServerless, None, LimitKind::MaxMemory), Some(122_880.0));
    // Fargate has no limit for requests.
    assert_eq!(value(ContainerServerless, None, LimitKind::LongestRequest), None);
    assert_eq!(value(VmFleet, None, LimitKind::MaxMemory), None);
    assert_eq!(value(Functions, Some(Cloud::Azure), LimitKind::MaxMemory), Some(1536.0));
}

#[test]
fn what_contradicts_itself_is_refused_where_it_stands() {
    let refused = |from: &str, to: &str| {
        let text = SHIPPED.replacen(from, to, 1);
        assert_ne!(text, SHIPPED, "{from}");
        load(&text).unwrap_err()
    };
    assert!(refused("source: \"lambda-quotas\"", "source: \"quotas\"").what.contains("'quotas' is not in the table"));
    assert!(refused("date: \"2026-01-20\"", "date: \" \"").what.contains("no date"));
    assert!(refused("value: 900,", "value: -900,").what.contains("-900 is not a limit"));
    assert!(refused("unit: Seconds", "unit: Vcpus").what.contains("LongestRun is given in Vcpus"));
    assert!(refused("limit: MinVcpus, above: 1024", "limit: MinVcpus").what.contains("belongs to MinVcpus"));
    assert!(refused("service: \"AWS Lambda\"", "service: \"\"").what.contains("no service"));
    assert!(refused("version: \"", "version: \"\", // ").what.contains("no version"));
    assert!(refused("vcpus: 0.25", "vcpus: 0").what.contains("not a size"));
    let twice = refused("limit: MaxMemory, value: 10240", "limit: LongestRun, value: 10240");
    assert!(twice.what.contains("is given in Mebibytes"), "{twice}");
    let twice = refused("when: WithWarm, limit: LongestRun", "when: WithoutWarm, limit: LongestRun");
    assert!(twice.what.contains("has this limit twice") && twice.position.line > 30, "{twice}");
}
