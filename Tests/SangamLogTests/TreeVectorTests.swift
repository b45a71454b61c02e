import SangamLog
import Testing

/// Known answers for trees and tiles, agreed with several other implementations.
@Suite struct TreeVectorTests {
    /// Leaf inputs in hexadecimal, and the roots of the first 0, 1 … 8 of them.
    private let inputs = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    private let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private func leaves() throws -> [Hash] {
        try inputs.map { Hash.leaf(try #require(Hexadecimal.decode(ascii($0)[...]))) }
    }

    @Test func `roots of sizes 0 to 8 are the published ones`() throws {
        let leaves = try leaves()
        for (size, expected) in roots.enumerated() {
            #expect(root(leaves.prefix(size)).hex == expected, "size \(size)")
        }
        #expect(Hash.emptyRoot.hex == roots[0])
    }

    @Test func `leaf and node hashes are the published ones`() {
        #expect(
            Hash.leaf(ascii("L123456")).hex
                == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
        // A node of two strings that are no hashes cannot be asked for; its bytes can.
        let bytes = [0x01] + ascii("N123") + ascii("N456")
        #expect(
            Hash.sha256(bytes).hex
                == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb")
        let (left, right) = (Hash.leaf([1]), Hash.leaf([2]))
        #expect(Hash.node(left, right) == Hash.sha256([0x01] + left.bytes + right.bytes))
    }

    @Test func `the consistency proof from 1 to 8 is the published one`() throws {
        let leaves = try leaves()
        let expected = try [
            "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=",
            "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
            "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=",
        ].map { try hash($0) }
        #expect(try ConsistencyProof.make(from: 1, to: 8, from: .leaves(leaves)) == expected)
        #expect(
            ConsistencyProof.verifies(
                oldSize: 1, oldRoot: root(leaves.prefix(1)), newSize: 8, newRoot: root(leaves),
                proof: expected))
    }
}

/// The log of `leaf 0` … `leaf 299`, signed with the key of RFC 8032, test 1.
@Suite struct LeafLogVectorTests {
    private let leaves = TestLog.leaves(300)

    @Test(arguments: [
        (1, "G7l9zCFjXUfiZj79/QoXRobZjdcBNS3SzQbotD/T0wU="),
        (2, "/F9riP+FVPdbsvnm85wxsZNtRLaSdu33sSBalVuXYeM="),
        (3, "1Pksj7uJcg6ztVZ3x9fvrd/rENEaGoSguo8aIzN/qpU="),
        (5, "NBUVmC1lDiNSDb1U1/zwr6G3DMOhakEdRk3JwayWwwE="),
        (7, "WmH8K1T5z6cXdPJDIUPdQMbLKxGUf69lp9PaXLZRmcg="),
        (8, "xcLIIO00L92ozolra5z1uMAKIcxLIHFMxuXTwFw1JAs="),
        (255, "1xWSohnUBnZj7t4kf5tUw/ngKQaC1V3gm0lbB/HeQck="),
        (256, "z17/2xHQknou31Ow5zx4N/ZZQU4AU32l2Q61xMSf8nQ="),
        (257, "hVuTaqAMuYtRFEhCSa0514pr6TYj4mwB6OSH3AIYSlo="),
        (300, "56/ILTiUT8eTBUUygJHUWCMojB9zTL2sBjlnE+vUtdU="),
    ])
    func `a root is the published one`(size: Int, expected: String) {
        #expect(root(leaves.prefix(size)).base64 == expected)
    }

    @Test(arguments: [
        (256, 300, ["d3QiiY7L9//1QBZZ1AvIEHfvfsF/o9uNqPnP6JKjWfg="]),
        (
            3, 5,
            [
                "qze6NNHf4pAV3nF6bVdkqPsCnDp6D1tkuTtUNRiFv3w=",
                "WL0UluFoSqySAcLmh+565PUclqiw2B7zWDYouT0800U=",
                "/F9riP+FVPdbsvnm85wxsZNtRLaSdu33sSBalVuXYeM=",
                "gxFfiUeVX6/cKifn9MCFS72Nonuxs+NAXbVxya+Nvho=",
            ]
        ),
    ])
    func `a consistency proof is the published one`(
        old: Int, new: Int, expected: [String]
    ) throws {
        let source = SubtreeHashes.leaves(leaves)
        let proof = try ConsistencyProof.make(from: UInt64(old), to: UInt64(new), from: source)
        #expect(proof.map(\.base64) == expected)
        #expect(
            ConsistencyProof.verifies(
                oldSize: UInt64(old), oldRoot: root(leaves.prefix(old)), newSize: UInt64(new),
                newRoot: root(leaves.prefix(new)), proof: proof))
    }

    @Test func `tiles and entry bundles have the published hashes`() throws {
        var writer = TileWriter()
        for leaf in leaves { writer.append(leaf) }
        let tiles = writer.takeChanges()
        func bytes(_ level: Int, _ index: UInt64) throws -> [UInt8] {
            try #require(tiles.first { $0.level == level && $0.index == index }).bytes
        }
        #expect(
            Hash.sha256(try bytes(0, 0)).hex
                == "3658d44ebeb979b996b87ac966392dffbe9a628e34cb70bbff0ba844e74c31c6")
        #expect(try bytes(0, 0).count == 8192)
        #expect(
            Hash.sha256(try bytes(0, 1)).hex
                == "ef8b7a16b7e780e5fb0b989e370461025cbd238507fc673d21936f362db54ab9")
        #expect(try bytes(0, 1).count == 1408)
        #expect(try bytes(1, 0) == root(leaves.prefix(256)).bytes)
        let bundle = EntryBundle.encode((256..<300).map { ascii("leaf \($0)") })
        #expect(
            Hash.sha256(bundle).hex
                == "2732d32efe403c78699e6db4fc12a2780cce0c513d643307a246d9e9c3083c75")
        #expect(bundle.count == 440 && bundle.starts(with: [0, 8] + ascii("leaf 256") + [0, 8]))
    }

    @Test(
        arguments: [
            ("tile/0/x003/x057/500", nil, 3_057_500, 256),
            ("tile/0/x123/x456/789", nil, 123_456_789, 256),
            ("tile/entries/000.p/255", "entries", 0, 255), ("tile/entries/000", "entries", 0, 256),
            ("tile/entries/001.p/1", "entries", 1, 1),
            ("tile/1/x001/x234/067", "1", 1_234_067, 256),
        ] as [(String, String?, UInt64, Int)])
    func `a tile path is the published one`(
        text: String, level: String?, index: UInt64, width: Int
    ) throws {
        let expected = level == "entries" ? nil : Int(level ?? "0")
        let path = TilePath(level: expected, index: index, width: width)
        #expect(path.text == text)
        #expect(TilePath(text) == path)
    }

    @Test func `a tile path without its x is invalid`() {
        #expect(TilePath("tile/3/5/123/456/078") == nil)
    }
}
