import Glibc
import SangamNode
import Testing

/// E1: a table of addresses, each with its verdict.
struct AddressRulesTests {
    typealias Kind = AddressRules.Kind

    static let allowed = [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "41.0.0.1", "100.63.255.255",
        "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0",
        "172.15.255.255", "172.32.0.0", "185.199.108.153", "191.255.255.255", "192.0.1.0",
        "192.0.3.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0",
        "196.25.1.1", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0",
        "203.0.112.255", "203.0.114.0", "223.255.255.255", "193.0.14.129", "199.7.83.42",
        "2001:200::1", "2001:470::1", "2001:4860:4860::8888", "2001:db7::1", "2001:db9::1",
        "2003::1", "2400:cb00::1", "2600::1", "2606:4700:4700::1111", "2620:fe::fe",
        "2800:3f0::1", "2a00:1450::1", "2a03:2880::1", "2c0f:fb50::1", "2000::1", "3ffd::1",
        "2001:7fd::1", "3fff:1000::1", "2003:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::ffff:8.8.8.8", "::ffff:1.1.1.1", "64:ff9b::8.8.8.8", "64:ff9b::193.0.14.129",
    ]

    static let privateOnly: [(String, Kind)] = [
        ("10.0.0.0", .privateNetwork), ("10.1.2.3", .privateNetwork),
        ("10.255.255.255", .privateNetwork), ("172.16.0.0", .privateNetwork),
        ("172.20.1.1", .privateNetwork), ("172.31.255.255", .privateNetwork),
        ("192.168.0.0", .privateNetwork), ("192.168.1.20", .privateNetwork),
        ("192.168.255.255", .privateNetwork), ("127.0.0.0", .loopback), ("127.0.0.1", .loopback),
        ("127.0.0.53", .loopback), ("127.1.2.3", .loopback), ("127.255.255.255", .loopback),
        ("100.64.0.0", .shared), ("100.100.100.199", .shared), ("100.100.100.201", .shared),
        ("100.127.255.255", .shared), ("169.254.0.0", .linkLocal), ("169.254.1.1", .linkLocal),
        ("169.254.169.253", .linkLocal), ("169.254.169.255", .linkLocal),
        ("169.254.255.255", .linkLocal), ("::1", .loopback), ("fc00::", .privateNetwork),
        ("fc00::1", .privateNetwork), ("fd00::1", .privateNetwork),
        ("fd12:3456:789a::1", .privateNetwork), ("fd00:ec2::1", .privateNetwork),
        ("fd00:ec2::253", .privateNetwork), ("fd00:ec2::255", .privateNetwork),
        ("fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .privateNetwork), ("fe80::", .linkLocal),
        ("fe80::1", .linkLocal), ("fe80::a9fe:a9fe", .linkLocal), ("febf::1", .linkLocal),
        ("febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .linkLocal),
        ("::ffff:127.0.0.1", .loopback), ("::ffff:10.0.0.1", .privateNetwork),
        ("::ffff:172.16.0.1", .privateNetwork), ("::ffff:192.168.1.1", .privateNetwork),
        ("::ffff:100.64.0.1", .shared), ("::ffff:169.254.1.1", .linkLocal),
        ("::ffff:7f00:1", .loopback), ("::ffff:a00:1", .privateNetwork),
    ]

    static let refused: [(String, Kind)] = [
        ("0.0.0.0", .unspecified), ("0.0.0.1", .unspecified), ("0.127.0.1", .unspecified),
        ("0.255.255.255", .unspecified), ("169.254.169.254", .metadata),
        ("169.254.170.2", .metadata), ("169.254.170.23", .metadata),
        ("100.100.100.200", .metadata), ("192.0.0.0", .protocolAssignment),
        ("192.0.0.1", .protocolAssignment), ("192.0.0.9", .protocolAssignment),
        ("192.0.0.170", .protocolAssignment), ("192.0.0.192", .protocolAssignment),
        ("192.0.0.255", .protocolAssignment), ("192.0.2.0", .documentation),
        ("192.0.2.1", .documentation), ("192.0.2.255", .documentation),
        ("198.51.100.0", .documentation), ("198.51.100.255", .documentation),
        ("203.0.113.0", .documentation), ("203.0.113.7", .documentation),
        ("203.0.113.255", .documentation), ("192.88.99.0", .relay), ("192.88.99.1", .relay),
        ("192.88.99.255", .relay), ("198.18.0.0", .benchmarking), ("198.18.0.1", .benchmarking),
        ("198.19.255.255", .benchmarking), ("224.0.0.0", .multicast), ("224.0.0.1", .multicast),
        ("224.0.0.251", .multicast), ("232.1.1.1", .multicast), ("239.255.255.250", .multicast),
        ("239.255.255.255", .multicast), ("240.0.0.0", .reserved), ("240.0.0.1", .reserved),
        ("250.1.2.3", .reserved), ("255.255.255.254", .reserved), ("255.255.255.255", .reserved),
        ("::", .unspecified), ("::2", .relay), ("::7f00:1", .relay), ("::127.0.0.1", .relay),
        ("::10.0.0.1", .relay), ("::8.8.8.8", .relay), ("::169.254.169.254", .relay),
        ("::192.168.1.1", .relay), ("::ffff:0.0.0.0", .unspecified),
        ("::ffff:0:127.0.0.1", .relay), ("::ffff:0:8.8.8.8", .relay),
        ("::ffff:0:169.254.169.254", .relay), ("::ffff:169.254.169.254", .metadata),
        ("::ffff:a9fe:a9fe", .metadata), ("::ffff:169.254.170.2", .metadata),
        ("::ffff:100.100.100.200", .metadata), ("::ffff:224.0.0.1", .multicast),
        ("::ffff:255.255.255.255", .reserved), ("::ffff:192.0.2.1", .documentation),
        ("::ffff:198.18.0.1", .benchmarking), ("::ffff:0.1.2.3", .unspecified),
        ("64:ff9b::127.0.0.1", .loopback), ("64:ff9b::10.0.0.1", .privateNetwork),
        ("64:ff9b::172.16.0.1", .privateNetwork), ("64:ff9b::192.168.1.1", .privateNetwork),
        ("64:ff9b::169.254.169.254", .metadata), ("64:ff9b::a9fe:a9fe", .metadata),
        ("64:ff9b::169.254.1.1", .linkLocal), ("64:ff9b::100.64.0.1", .shared),
        ("64:ff9b::0.0.0.0", .unspecified), ("64:ff9b::224.0.0.1", .multicast),
        ("64:ff9b::255.255.255.255", .reserved), ("64:ff9b::192.0.2.1", .documentation),
        ("64:ff9b:1::1", .relay), ("64:ff9b:1::8.8.8.8", .relay),
        ("64:ff9b:1::169.254.169.254", .relay), ("64:ff9b:1:ffff:ffff:ffff:ffff:ffff", .relay),
        ("64:ff9b:2::1", .relay), ("64:ff9b:0:1::1", .relay), ("100::", .reserved),
        ("100::1", .reserved), ("100:0:0:1::1", .reserved), ("0:1::1", .reserved),
        ("200::1", .reserved), ("400::1", .reserved), ("1fff::1", .reserved),
        ("2001::", .relay), ("2001::1", .relay), ("2001:0:4136:e378:8000:63bf:3fff:fdd2", .relay),
        ("2001:0:7f00:1::", .relay), ("2001:1::1", .protocolAssignment),
        ("2001:2::1", .protocolAssignment), ("2001:4:112::1", .protocolAssignment),
        ("2001:10::1", .protocolAssignment), ("2001:20::1", .protocolAssignment),
        ("2001:30::1", .protocolAssignment), ("2001:1ff::1", .protocolAssignment),
        ("2001:db8::", .documentation), ("2001:db8::1", .documentation),
        ("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", .documentation), ("2002::", .relay),
        ("2002:7f00:1::", .relay), ("2002:7f00:1::1", .relay), ("2002:a9fe:a9fe::1", .relay),
        ("2002:a00:1::", .relay), ("2002:c0a8:101::1", .relay), ("2002:808:808::1", .relay),
        ("2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .relay), ("3ffe::1", .reserved),
        ("3ffe:ffff::1", .reserved), ("3fff::1", .documentation), ("3fff:fff::1", .documentation),
        ("4000::1", .reserved), ("5f00::1", .reserved), ("6000::1", .reserved),
        ("8000::1", .reserved), ("a000::1", .reserved), ("c000::1", .reserved),
        ("e000::1", .reserved), ("f000::1", .reserved), ("f800::1", .reserved),
        ("fb00::1", .reserved), ("fe00::1", .reserved), ("fe7f::1", .reserved),
        ("fec0::1", .reserved), ("feff::1", .reserved), ("fd00:ec2::254", .metadata),
        ("fd00:ec2::23", .metadata), ("fd20:ce::254", .metadata), ("ff00::", .multicast),
        ("ff01::1", .multicast), ("ff02::1", .multicast), ("ff02::2", .multicast),
        ("ff05::1:3", .multicast), ("ff0e::1", .multicast),
        ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .multicast),
    ]

    @Test func `E1 the table has at least 200 addresses`() {
        #expect(Self.allowed.count + Self.privateOnly.count + Self.refused.count >= 200)
    }

    @Test(arguments: allowed)
    func `E1 a global unicast address is allowed`(text: String) throws {
        let bytes = try Self.bytes(text)
        #expect(AddressRules.verdict(bytes, allowPrivate: false) == .allowed)
        #expect(AddressRules.verdict(bytes, allowPrivate: true) == .allowed)
    }

    @Test(arguments: privateOnly)
    func `E1 an address of the neighbourhood needs private`(text: String, kind: Kind) throws {
        let bytes = try Self.bytes(text)
        #expect(AddressRules.verdict(bytes, allowPrivate: false) == .privateOnly(kind))
        #expect(AddressRules.verdict(bytes, allowPrivate: true) == .allowed)
    }

    @Test(arguments: refused)
    func `E1 any other address is never allowed`(text: String, kind: Kind) throws {
        let bytes = try Self.bytes(text)
        #expect(AddressRules.verdict(bytes, allowPrivate: false) == .refused(kind))
        #expect(AddressRules.verdict(bytes, allowPrivate: true) == .refused(kind))
    }

    @Test func `E1 what is no address at all is never allowed`() {
        for count in 0...40 where count != 4 && count != 16 {
            let bytes = [UInt8](repeating: 8, count: count)
            #expect(AddressRules.verdict(bytes, allowPrivate: true) == .refused(.malformed))
        }
    }

    private static func bytes(_ text: String) throws -> [UInt8] {
        let isV6 = text.contains(":")
        var bytes = [UInt8](repeating: 0, count: isV6 ? 16 : 4)
        try #require(inet_pton(isV6 ? AF_INET6 : AF_INET, text, &bytes) == 1)
        return bytes
    }
}
