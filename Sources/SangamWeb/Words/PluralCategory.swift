/// The kinds of number that languages tell apart.
///
/// Source: CLDR, Language Plural Rules, cardinal.
enum PluralCategory: String, CaseIterable, Sendable {
    case zero, one, two, few, many, other
}
