import SangamNode
import Testing

struct ConfigurationTests {
    private func configuration(
        _ text: String = "", _ environment: [String: String] = [:],
        _ flags: [ConfigurationKey: String] = [:]
    ) throws(NodeError) -> NodeConfiguration {
        try NodeConfiguration(file: Array(text.utf8), environment: environment, flags: flags)
    }

    private func message(_ text: String, _ environment: [String: String] = [:]) -> String? {
        do {
            _ = try configuration(text, environment)
            return nil
        } catch {
            #expect(error.code == "configuration" && error.category == .usage)
            return error.message
        }
    }

    @Test func `without a file everything has its default`() throws {
        let settings = try NodeConfiguration(file: nil, environment: [:])
        #expect(settings.listen == .init(host: "127.0.0.1", port: 8080))
        #expect(settings.syncEverySeconds == 60)
        #expect(settings.removeHoldSeconds == 72 * 3600)
        #expect(settings.url == nil && settings.metricsListen == nil && settings.mapTiles == nil)
        #expect(settings.mailSMTP == nil && settings.mailFrom == nil)
        #expect(settings.trustedProxies.isEmpty)
        #expect(settings.languages == ["en"] && settings.logLevel == "info")
        #expect(settings.quotaRecords == 200_000 && settings.quotaBytes == 4 << 30)
        #expect(settings.privacyLocation == nil)
        #expect(settings.settings.allSatisfy { $0.origin == .builtIn })
        #expect(settings.settings.count == ConfigurationKey.allCases.count)
    }

    @Test func `flag wins over environment, environment over file, file over default`() throws {
        let file = "listen = 0.0.0.0:1\nsync.every=1m\nremove.hold = 3d\n"
        let settings = try configuration(
            file, ["SANGAM_LISTEN": "0.0.0.0:2", "SANGAM_SYNC_EVERY": "2m"],
            [.listen: "0.0.0.0:3"])
        #expect(settings.listen.port == 3)
        #expect(settings.syncEverySeconds == 120)
        #expect(settings.removeHoldSeconds == 3 * 86_400)
        func origin(_ key: ConfigurationKey) -> NodeConfiguration.Origin? {
            settings.settings.first { $0.key == key }?.origin
        }
        #expect(origin(.listen) == .flag)
        #expect(origin(.syncEvery) == .environment(variable: "SANGAM_SYNC_EVERY"))
        #expect(origin(.removeHold) == .file(line: 3))
        #expect(origin(.url) == .builtIn)
        #expect(origin(.removeHold)?.description == "sangam.conf line 3")
    }

    @Test func `comments, spaces and line ends of other systems are understood`() throws {
        let settings = try configuration(
            "# all\r\n\r\n  listen\t=  [::1]:0  # here\r\nlanguages = en, zu ,pt-BR\r\n"
                + "map.tiles = https://tiles.example/{z}/{x}/{y}.png")
        #expect(settings.listen == .init(host: "::1", port: 0))
        #expect(settings.listen.description == "[::1]:0")
        #expect(settings.languages == ["en", "zu", "pt-BR"])
        #expect(message("url = https://a.example/b#c")?.contains("/b#c") == true)
    }

    @Test func `a byte order mark at the head belongs to no key`() throws {
        let settings = try configuration("\u{FEFF}url = https://sem.example.org\n")
        #expect(settings.url == "https://sem.example.org")
        #expect(
            message("listen = 127.0.0.1:0\n\u{FEFF}url = https://a")?.contains("line 2") == true)
    }

    @Test(arguments: ["https://example.org/directory", "https://example.org/a/", "https://a//"])
    func `an address with a path is refused, and the message says what to do`(url: String) throws {
        let text = try #require(message("url = \(url)"))
        #expect(text.contains("has a path") && text.contains("https://directory.example.org"))
    }

    @Test func `of a repeated key the last counts`() throws {
        let settings = try configuration(
            "remove.hold = 1h\nremove.hold = nonsense\nremove.hold = 0")
        #expect(settings.removeHoldSeconds == 0)
    }

    @Test func `an unknown key is named with its line and the nearest`() {
        #expect(
            message("\n# x\nremov.hold = 1")
                == "sangam.conf line 3: unknown key \"remov.hold\"; did you mean \"remove.hold\"?")
        #expect(message("Listen = 1")?.contains("did you mean \"listen\"?") == true)
        #expect(message("qqqqqqqqqqqqqqqqq = 1")?.contains("did you mean") == false)
        #expect(message("listen")?.contains("line 1: a line has to be key = value") == true)
    }

    @Test func `every problem is named at once`() {
        let text = message("listen = x\nremov = 1", ["SANGAM_LOG_LEVEL": "loud"])
        #expect(text?.contains("listen (sangam.conf line 1): the value \"x\"") == true)
        #expect(text?.contains("line 2: unknown key") == true)
        #expect(text?.contains("log.level (SANGAM_LOG_LEVEL): the value \"loud\"") == true)
    }

    @Test(arguments: [
        ("0", 0), ("90", 90), ("90s", 90), ("15m", 900), ("72h", 259_200), ("3d", 259_200),
        ("365d", 31_536_000),
    ])
    func `a duration is read with its unit`(text: String, seconds: Int) throws {
        #expect(try configuration("remove.hold = \(text)").removeHoldSeconds == seconds)
    }

    @Test(arguments: [
        "remove.hold =", "remove.hold = -1", "remove.hold = 1.5h", "remove.hold = 366d",
        "remove.hold = 1w", "remove.hold = h", "remove.hold = 99999999999999999999",
        "remove.hold = 999999999999d", "remove.hold = 1 h", "sync.every = 0", "sync.every = 2d",
        "listen =", "listen = 8080", "listen = a:b", "listen = a:65536", "listen = a:-1",
        "listen = :80", "listen = a b:80", "listen = ::1:80", "listen = [x]:80", "listen = [::1]",
        "listen = http://a:80", "metrics.listen = 1", "url = example.org", "url = ftp://a",
        "url = https://a?x", "url = https://a b", "quota.records = many", "quota.records = -1",
        "quota.entries = 1k", "quota.bytes = 1t", "quota.bytes = g",
        "privacy.location = Exact", "map.tiles = https://a/{z}/{x}",
        "map.tiles = http://a/{z}/{x}/{y}", "map.tiles = /{z}/{x}/{y}", "mail.smtp = a",
        "mail.smtp = a:0", "mail.from = a", "mail.from = a@b@c", "mail.from = a b@c",
        "mail.from = <a@b>", "trusted.proxies = x", "trusted.proxies = 10.0.0.0/33",
        "trusted.proxies = ::1/129", "trusted.proxies = 10.0.0.1,", "trusted.proxies = 1.2.3",
        "trusted.proxies = 10.0.0.0/", "languages =", "languages = e", "languages = en,,zu",
        "log.level = INFO", "log.level = warn",
    ])
    func `a value that is not allowed is named with what is`(line: String) throws {
        let key = try #require(line.split(separator: " ").first)
        let text = try #require(message(line))
        #expect(text.hasPrefix("\(key) (sangam.conf line 1): the value"))
        #expect(text.contains("is not allowed; it has to be"))
    }

    @Test func `values of every kind are read`() throws {
        let settings = try configuration(
            """
            url = https://sem.example.org/
            metrics.listen = localhost:9100
            quota.bytes = 64m
            privacy.location = street
            map.tiles = https://tiles.example/{z}/{x}/{y}.png
            mail.smtp = mail.example.org:587
            mail.from = node@example.org
            trusted.proxies = 127.0.0.1, 10.0.0.0/8, ::1
            log.level = debug
            """)
        #expect(settings.url == "https://sem.example.org")
        #expect(settings.metricsListen == .init(host: "localhost", port: 9100))
        #expect(settings.quotaBytes == 64 << 20)
        #expect(settings.privacyLocation == "street")
        #expect(settings.mapTiles == "https://tiles.example/{z}/{x}/{y}.png")
        #expect(settings.mailSMTP == .init(host: "mail.example.org", port: 587))
        #expect(settings.mailFrom == "node@example.org")
        #expect(settings.trustedProxies == ["127.0.0.1", "10.0.0.0/8", "::1"])
        #expect(settings.logLevel == "debug")
    }

    @Test func `a variable that looks like ours is a warning, not an error`() throws {
        let settings = try configuration(
            "",
            [
                "SANGAM_REMOVE_HOLDS": "1", "SANGAM_DATA": "/x", "SANGAM_CRASH_AT": "after-sign",
                "HOME": "/h",
            ])
        #expect(
            settings.warnings == [
                "the variable SANGAM_REMOVE_HOLDS is not one of sangam's and has no effect;"
                    + " did you mean SANGAM_REMOVE_HOLD?"
            ])
    }

    @Test func `every key has a default that its own rule allows`() throws {
        for key in ConfigurationKey.allCases {
            #expect(throws: Never.self) {
                try configuration("\(key.rawValue) = \(key.defaultText)")
            }
        }
        #expect(ConfigurationKey.removeHold.variable == "SANGAM_REMOVE_HOLD")
    }

    @Test func `a file that is not text is refused`() {
        #expect(throws: NodeError.self) {
            try NodeConfiguration(file: [0xFF, 0xFE, 0x0A], environment: [:])
        }
    }
}
