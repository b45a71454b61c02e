import SangamDirectory
import SangamLog
import SangamNode

@testable import SangamWeb

/// A node with a record of every kind that has a page, joined to each other.
struct RichNode {
    let node: TestNode
    private(set) var ids: [String: RecordID] = [:]

    /// - Parameter text: stands behind every name and in every free text.
    static func with<Value: Sendable>(
        _ text: String = "", _ body: (RichNode) async throws -> Value
    ) async throws -> Value {
        try await TestNode.with { node in
            var rich = RichNode(node: node)
            try await rich.fill(text)
            return try await body(rich)
        }
    }

    init(node: TestNode) { self.node = node }

    /// The path of a record below a page: `/l/<node>/<kind>/<id>`.
    func path(_ page: String, _ name: String) -> String {
        "\(page)/\(ids[name]?.description ?? "nobody")"
    }

    /// In records, `@name` is a record's id, and ` ~` the text.
    mutating func fill(_ text: String = "") async throws {
        let quoted = RecordCoding.encode(.string(text)).dropFirst().dropLast()
        for (name, record) in Self.records {
            var json = record.replacing(
                " ~", with: text.isEmpty ? "" : " " + String(decoding: quoted, as: UTF8.self))
            for (other, id) in ids { json = json.replacing("\"@\(other)\"", with: "\"\(id)\"") }
            ids[name] = try await node.publish(json)
        }
        if let one = ids["bakery"], let other = ids["twin"] {
            let link = try await node.node.link(
                one.description, other.description, not: false, now: TestNode.now)
            ids["link"] = RecordID("\(link.id)")
        }
    }

    private static let records: [(String, String)] = [
        (
            "federation",
            """
            {"kind":"organisation","lang":"en","name":{"en":"KwaZulu Federation ~"},
            "forms":["federation"],"contact":{"email":"ask@federation.example.org"},
            "place":{"address":{"locality":"Durban ~","country":"ZA"},"point":[-29.85,31.02],
            "precision":"street"},"size":{"members":40}}
            """
        ),
        (
            "chapter",
            """
            {"kind":"organisation","lang":"en","name":{"en":"eThekwini Chapter ~"},
            "forms":["chapter"],"partOf":["@federation"],"size":{"members":20,"women":11}}
            """
        ),
        (
            "bakery",
            """
            {"kind":"organisation","lang":"en","name":{"en":"Umbumbano Bakery ~","zu":"Ibhikawozi ~"},
            "summary":{"en":"Bread and rolls ~"},"description":{"en":"One oven in 2019. ~"},
            "forms":["enterprise"],"membershipOf":"workers","partOf":["@chapter"],
            "goods":[{"scheme":"goods","code":"bread"},"steamed bread ~"],"tags":["baking ~"],
            "memberOf":[{"name":"COSATU ~"}],
            "place":{"address":{"locality":"Durban ~","region":"KwaZulu-Natal ~","country":"ZA"},
            "point":[-29.86,31.03],"precision":"area"},"contact":{"phone":"+27 31 555 0142"},
            "links":[{"rel":"website","url":"https://bakery.example.org"}],
            "size":{"members":14,"women":11},"confirmed":{"at":"2026-10-02","by":"steward ~"},
            "ext":{"Old number ~":"B-17 ~"}}
            """
        ),
        (
            "twin",
            """
            {"kind":"organisation","lang":"en","name":{"en":"Umbumbano Bakery Co-op ~"},
            "contact":{"phone":"+27 31 555 0999"}}
            """
        ),
        (
            "offer",
            """
            {"kind":"offer","lang":"en","name":{"en":"Steamed bread ~"},"summary":{"en":"Warm ~"},
            "direction":"offer","item":"good","terms":["sell","barter"],"provider":"@bakery",
            "goods":[{"scheme":"goods","code":"bread"}],"stock":"in",
            "price":{"amount":"18.50","currency":"ZAR","per":"loaf ~"},"standing":true}
            """
        ),
        (
            "want",
            """
            {"kind":"offer","lang":"en","name":{"en":"Bread for a school ~"},"direction":"want",
            "item":"good","goods":[{"scheme":"goods","code":"bread"}],"provider":"@chapter",
            "standing":true}
            """
        ),
        (
            "event",
            """
            {"kind":"event","lang":"en","name":{"en":"Baking course ~"},"organiser":"@bakery",
            "starts":"2026-11-26T18:00","ends":"2026-11-26T20:00","zone":"Africa/Johannesburg",
            "place":{"address":{"locality":"Durban ~","country":"ZA"}}}
            """
        ),
        (
            "market",
            """
            {"kind":"market","lang":"en","name":{"en":"Tuesday market ~"},
            "schedule":{"starts":"2026-01-06T07:00","zone":"Africa/Johannesburg","minutes":300,
            "repeats":"FREQ=WEEKLY;BYDAY=TU"},"operator":"@federation","sellers":["@bakery"],
            "place":{"address":{"locality":"Durban ~","country":"ZA"},"point":[-29.85,31.02],
            "precision":"street"}}
            """
        ),
        (
            "image",
            """
            {"kind":"image","lang":"en","name":{"en":"The oven ~"},"of":"@bakery","type":"png","alt":{"en":"An open oven ~"},
            "credit":"A member ~","licence":"CC-BY-4.0","data":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAY\
            AAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}
            """
        ),
        (
            "membership",
            """
            {"kind":"membership","member":"@bakery","as":"enterprise","since":"2019-05-01",
            "until":"2031-12-31"}
            """
        ),
        (
            "vouch",
            """
            {"kind":"vouch","node":"k4gidesfoerp245rpxqf2vacrwd7bj7w","since":"2024","note":"Known ~"}
            """
        ),
    ]
}
