//! How every kind of change is judged: the whole of it, one row for each rule.

use super::{Side, Verdict};
use Side::{Docs, Source, Stored, Wire};
use Verdict::{Major, Minor, None, Patch};

/// One row of the table.
struct Row {
    id: &'static str,
    sides: &'static [Side],
    verdict: Verdict,
    reason: &'static str,
}

macro_rules! rules {
    ($($rule:ident $id:literal [$($side:ident),*] $verdict:ident $reason:literal;)*) => {
        /// A rule by which a change is judged.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the reason of each says what it is")]
        pub enum DiffRule { $($rule),* }

        impl DiffRule {
            /// All rules, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$rule),*];

            fn row(self) -> &'static Row {
                match self {
                    $(Self::$rule => &Row {
                        id: $id, sides: &[$($side),*], verdict: $verdict, reason: $reason,
                    }),*
                }
            }
        }
    };
}

rules! {
    // the document as a whole
    RevisionChanged "revision-changed" [Docs] Patch "the revision stands in the documentation of every item";
    TitleChanged "title-changed" [Docs] Patch "the title stands in the documentation of every item";
    DocumentAdded "document-added" [Docs] None "nothing is generated from it";
    DocumentRemoved "document-removed" [Docs] None "nothing is generated from it";
    ContactChanged "contact-changed" [Docs] None "nothing is generated from it";
    HistoryAdded "history-added" [Docs] None "nothing is generated from it";
    HistoryRemoved "history-removed" [Docs] None "nothing is generated from it";
    DecisionAdded "decision-added" [Docs] Patch "the documentation of the decisions has one more section";
    DecisionRemoved "decision-removed" [Docs] Patch "the documentation of the decisions has one section less";
    DecisionChanged "decision-changed" [Docs] Patch "its text is in the documentation of the decisions";
    RuleAdded "rule-added" [Docs] None "nothing is generated from it";
    RuleRemoved "rule-removed" [Docs] None "nothing is generated from it";
    RuleChanged "rule-changed" [Docs] None "nothing is generated from it";

    // how requests go out
    HostAdded "host-added" [Source] Minor "one more constant `HOST_…`";
    HostRemoved "host-removed" [Source, Wire] Major "its constant `HOST_…` is gone";
    HostUrlChanged "host-url-changed" [Wire] Minor "the same source talks to another address";
    EncodingStyleChanged "encoding-style-changed" [Source, Wire] Major "a client is written for one style, and requests look different";
    EncodingDetailChanged "encoding-detail-changed" [Wire] Minor "the same source sends its parameters elsewhere in the request";
    CommonParameterAdded "common-parameter-added" [Wire] Minor "the client fills it in: callers neither see nor give it";
    CommonParameterRemoved "common-parameter-removed" [Wire] Minor "the client filled it in: callers neither saw nor gave it";
    CommonParameterChanged "common-parameter-changed" [Wire] Minor "the client fills it in: callers neither see nor give it";

    // endpoints
    EndpointAdded "endpoint-added" [Source] Minor "a method and a row of `ENDPOINTS` more; the length of `ENDPOINTS` stands in its type but is not promised: read it as a slice";
    EndpointRemoved "endpoint-removed" [Source, Wire] Major "its method and its row of `ENDPOINTS` are gone";
    EndpointRenamedKept "endpoint-renamed-kept" [Source] Minor "the old name stays, as a deprecated method";
    EndpointRenamed "endpoint-renamed" [Source] Major "the method of the old name is gone; `was` keeps it";
    EndpointIdChanged "endpoint-id-changed" [Docs] Patch "the constant in `endpoints`, errors and documentation name another id";
    EndpointPathChanged "endpoint-path-changed" [Wire] Minor "the same source calls another path";
    EndpointUrlsChanged "endpoint-urls-changed" [Docs] None "nothing is generated from it";
    EndpointMethodsChanged "endpoint-methods-changed" [Wire] Minor "the same source may send another HTTP method";
    EndpointPreferredMethodChanged "endpoint-preferred-method-changed" [Wire] Minor "the same source sends another HTTP method";
    EndpointPageChanged "endpoint-page-changed" [Source, Wire] Major "the method returns an address to open instead of a reply, or the reverse";
    EndpointRestrictedChanged "endpoint-restricted-changed" [Docs] Patch "it tells who may call, the call is the same";
    EndpointUnlistedTaken "endpoint-unlisted-taken" [Wire] Minor "more parameters go out than before";
    EndpointUnlistedRefused "endpoint-unlisted-refused" [Wire] Major "parameters that are not listed were meant to go out, and are no longer";
    EndpointEffectChanged "endpoint-effect-changed" [Wire] Minor "the same source repeats other calls when they fail";
    EndpointArgumentsChanged "endpoint-arguments-changed" [Source] Major "the client's method takes other arguments";
    EndpointPagingChanged "endpoint-paging-changed" [Wire] Minor "walks over pages end elsewhere";
    EndpointPagingOrderChanged "endpoint-paging-order-changed" [Docs] None "nothing is generated from it";
    EndpointReplyChanged "endpoint-reply-changed" [Source, Wire] Major "the method returns another type";
    EndpointCommonChanged "endpoint-common-changed" [Wire] Minor "the client sends other parameters of its own";
    ConstraintAdded "constraint-added" [Wire] Major "requests that went out are refused before they leave";
    ConstraintRemoved "constraint-removed" [Wire] Patch "requests that were refused go out";
    ConstraintTextChanged "constraint-text-changed" [Docs] Patch "errors and documentation have another text";
    EndpointTablesChanged "endpoint-tables-changed" [Docs] None "nothing is generated from it";
    EndpointCodeAdded "endpoint-code-added" [Docs] Patch "tables of codes are open: any code is read at any endpoint";
    EndpointCodeRemoved "endpoint-code-removed" [Docs] Patch "tables of codes are open: any code is read at any endpoint";
    EndpointCodeTextAdded "endpoint-code-text-added" [Docs] Patch "documentation of the request";
    EndpointCodeTextRemoved "endpoint-code-text-removed" [Docs] Patch "documentation of the request";
    EndpointCodeTextChanged "endpoint-code-text-changed" [Docs] Patch "documentation of the request";
    EndpointsReordered "endpoints-reordered" [Docs] Patch "rows of `ENDPOINTS` stand in another order";

    // types, replies, requests, newtypes
    TypeAdded "type-added" [Source] Minor "one more type";
    TypeRemoved "type-removed" [Source] Major "the type is gone";
    TypeRenamedKept "type-renamed-kept" [Source] Minor "the old name stays, as a deprecated alias";
    TypeRenamed "type-renamed" [Source] Major "the old name is gone; `was` or `request_was` keeps it";
    TypeBaseChanged "type-base-changed" [Docs] None "fields that come or go with it are changes of their own";
    EnvelopeCodeChanged "envelope-code-changed" [Source, Wire] Major "every reply takes its code from another field";
    EnvelopeMessageChanged "envelope-message-changed" [Wire] Minor "every reply takes its message from another field";
    OldNameAdded "old-name-added" [Source] Minor "one more deprecated alias";
    OldNameRemoved "old-name-removed" [Source] Major "a deprecated alias is gone";

    // fields and parameters
    FieldAdded "field-added" [Source, Stored] Minor "structs are `#[non_exhaustive]`; its values leave `unknown_fields`, stored tables get a column";
    FieldAddedRequired "field-added-required" [Source, Wire] Major "`new` takes one more argument, and requests without it are refused";
    ParameterAdded "parameter-added" [Source] Minor "structs are `#[non_exhaustive]`, and callers may leave it out";
    FieldRemoved "field-removed" [Source, Wire, Stored] Major "the field is gone; what was stored in it is read into `unknown_fields`";
    ParameterRemoved "parameter-removed" [Source, Wire] Major "the field is gone from the request";
    FieldRenamedKept "field-renamed-kept" [Source, Stored] Major "Rust has no alias for a field: a deprecated accessor points to the new name, but `.old` must become `.new`; a stored column is renamed";
    FieldRenamed "field-renamed" [Source, Stored] Major "the field of the old name is gone; `was` leaves an accessor; a stored column is renamed";
    FieldRetyped "field-retyped" [Source, Wire, Stored] Major "the field has another Rust type, and its values look different where they are stored";
    FieldKeyKept "field-key-kept" [Wire] Minor "the new key is written, the old one is read as well";
    FieldKeyChanged "field-key-changed" [Wire, Stored] Major "values under the old key, stored ones included, are no longer read into the field";
    FieldKeyAliasAdded "field-alias-added" [Wire] Patch "one more key is read into the field";
    FieldKeyAliasRemoved "field-alias-removed" [Wire, Stored] Major "values under that key, stored ones included, are no longer read into the field";
    FieldRequired "field-required" [Source, Wire] Major "`new` takes one more argument, and requests without it are refused";
    FieldOptional "field-optional" [Source] Major "`new` takes one argument less, or is gone";
    ConstructorAdded "constructor-added" [Source] Minor "the type is no part of a request and had no `new`: it gets one";
    ClientRequirementChanged "client-requirement-changed" [Wire] Patch "the client fills it in: callers neither see nor give it";
    RequirementSourceChanged "requirement-source-changed" [Docs] None "who says that it is required makes no difference to what is generated";
    FileRequirementChanged "file-requirement-changed" [Wire] Patch "whether the client's method must be given the file is a change of its own";
    FilledByChanged "filled-by-changed" [Wire] Minor "whether `new` takes it is a change of its own";
    DefaultOfParameterChanged "parameter-default-changed" [Wire, Docs] Patch "the service takes another value where it is left out; requests stay the same";
    DefaultOfFieldChanged "field-default-changed" [Docs] Patch "documentation only: nothing is filled in where a field is missing";
    PlaceChanged "parameter-place-changed" [Wire] Minor "the same source sends the parameter elsewhere in the request";
    SentDefaultChanged "sent-default-changed" [Wire] Minor "requests that leave it out go out with another value";
    FormatAdded "format-added" [Wire] Patch "files that were refused go out";
    FormatRemoved "format-removed" [Wire] Major "files that went out are refused before they leave";
    LimitTightened "limit-tightened" [Wire] Major "requests that went out are refused before they leave";
    LimitLoosened "limit-loosened" [Wire] Patch "requests that were refused go out";
    LimitOfReplyChanged "reply-limit-changed" [Docs] Patch "what is read is not held against limits";
    SensitiveSet "sensitive-set" [Stored] Patch "its value disappears from `Debug` output and logs";
    SensitiveUnset "sensitive-unset" [Stored] Minor "its value appears in `Debug` output and logs";
    PrintedTypeChanged "printed-type-changed" [Docs] None "nothing is generated from it";
    PrintedForChanged "printed-for-changed" [Docs] Patch "documentation: which endpoints print the field";
    ConstructorReordered "constructor-reordered" [Source] Major "`new` takes its arguments in another order, and may compile all the same";
    FieldsReordered "fields-reordered" [Wire, Stored] Patch "keys are written in another order, which no reader minds";

    // enums
    EnumCodeTableChanged "enum-code-table-changed" [Source, Wire] Major "`impl wire::Code` comes or goes, and with it whether Chinese texts are read as values";
    EnumSendAsChanged "enum-send-as-changed" [Wire, Stored] Minor "numbers are written instead of texts or the reverse; both are read";
    ValueAddedReply "reply-value-added" [Source] Minor "enums are `#[non_exhaustive]` and open: what was `Unknown` gets a name";
    ValueAddedRequest "request-value-added" [Source, Wire] Minor "enums are `#[non_exhaustive]`; requests with it were refused and now go out";
    ValueRemovedReply "reply-value-removed" [Source, Stored] Major "the variant is gone; what was stored is read as `Unknown`";
    ValueRemovedRequest "request-value-removed" [Source, Wire, Stored] Major "the variant is gone, and requests with the value are refused";
    ValueRenamedKept "value-renamed-kept" [Source] Minor "the old name stays, as a deprecated constant that patterns may use";
    ValueRenamed "value-renamed" [Source] Major "the variant of the old name is gone; `was` keeps it";
    ValueWireKept "value-wire-kept" [Wire] Minor "the new text is written, the old one is read as well";
    ValueWireChanged "value-wire-changed" [Wire, Stored] Major "the old text, where it is stored too, is read as `Unknown`";
    ValueAliasAdded "value-alias-added" [Wire] Patch "one more spelling is read as the value";
    ValueAliasRemoved "value-alias-removed" [Wire, Stored] Major "that spelling, where it is stored too, is read as `Unknown`";
    ValueChineseUnread "value-chinese-unread" [Wire, Stored, Docs] Major "the old Chinese text was read as the value, and is now read as `Unknown`";
    ValueClassChanged "value-class-changed" [Source] Minor "programs that act on the class of a code act differently";
    ValuesReordered "values-reordered" [Docs] Patch "`index` counts in another order";

    // texts
    TextChanged "text-changed" [Docs] Patch "documentation";
    OriginalChangedAlone "original-changed-alone" [Docs] Patch "documentation: the Chinese text changed and the English one did not; see whether they still say the same";
    SourceChanged "source-changed" [Docs] Patch "documentation: where the item is known from";
    ValueRemarkChanged "value-remark-changed" [Docs] None "notes and source of a value are not generated";
    ReferencesChanged "decisions-changed" [Docs] Patch "documentation: links to the decisions that apply";
    EncodingReferencesChanged "encoding-decisions-changed" [Docs] None "they stand in the documentation of the form field, and there is none";
}

impl DiffRule {
    /// Short name, like `field-removed`.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// What such a change touches.
    pub fn sides(self) -> &'static [Side] {
        self.row().sides
    }

    /// What such a change asks of the version of the generated crates.
    pub fn verdict(self) -> Verdict {
        self.row().verdict
    }

    /// Why.
    pub fn reason(self) -> &'static str {
        self.row().reason
    }
}
