// swift-tools-version: 6.1
import PackageDescription

// The six rooms, left to right: a room may use any room to its right, never one to its left.
//   sangam -> SangamWeb -> SangamNode -> SangamStore -> SangamDirectory -> SangamLog
// Tests/TidyTests holds the arrows, because the compiler does not.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

let package = Package(
    name: "sangam",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "SangamLog", targets: ["SangamLog"]),
        .library(name: "SangamDirectory", targets: ["SangamDirectory"]),
        .executable(name: "sangam", targets: ["sangam"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: [
        // C shims over Debian's libraries; they are not rooms.
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
        .target(name: "CQREncode", linkerSettings: [.linkedLibrary("qrencode")]),
        .target(name: "CMalloc"),
        .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
        // The texts that SangamDirectory carries as bytes: C23's #embed takes a moment where a
        // Swift literal of their size takes the compiler most of a minute.
        .target(name: "CResources"),
        // The same for the files of SangamWeb: pages, style, words, the outline of the land.
        .target(name: "CWebResources"),

        .target(name: "SangamLog", dependencies: [crypto], swiftSettings: settings),
        .target(
            name: "SangamDirectory", dependencies: ["SangamLog", "CResources"],
            exclude: ["Resources"], swiftSettings: settings),
        .target(
            name: "SangamStore",
            dependencies: [
                "SangamLog", "SangamDirectory", "CSQLite",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .target(
            name: "SangamNode",
            dependencies: [
                "SangamLog", "SangamDirectory", "SangamStore", "CCurl", "CQREncode", "CZlib",
                crypto, logging,
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            swiftSettings: settings),
        .target(
            name: "SangamWeb",
            dependencies: [
                "SangamLog", "SangamDirectory", "SangamStore", "SangamNode", "CWebResources",
                logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            exclude: ["Resources"],
            swiftSettings: settings),
        .executableTarget(
            name: "sangam",
            dependencies: [
                "SangamLog", "SangamDirectory", "SangamStore", "SangamNode", "SangamWeb", "CMalloc",
                logging, .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),

        // How tests start a program.
        .target(name: "CSpawn", path: "Tests/CSpawn"),
        .target(
            name: "ChildProcess", dependencies: ["CSpawn"], path: "Tests/ChildProcess",
            swiftSettings: settings),

        .testTarget(
            name: "SangamLogTests", dependencies: ["SangamLog", crypto],
            resources: [.copy("Fixtures")], swiftSettings: settings),
        .testTarget(
            name: "SangamDirectoryTests",
            dependencies: ["SangamDirectory", "SangamLog", "CSQLite"],
            swiftSettings: settings),
        .testTarget(
            name: "SangamStoreTests",
            dependencies: [
                "SangamStore", "SangamDirectory", "SangamLog", crypto,
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "SangamNodeTests",
            dependencies: [
                "SangamNode", "SangamStore", "SangamDirectory", "SangamLog", "SangamWeb", "CZlib",
                "ChildProcess", crypto, logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            resources: [.copy("Fixtures")], swiftSettings: settings),
        .testTarget(
            name: "SangamWebTests",
            dependencies: [
                "SangamWeb", "SangamNode", "SangamStore", "SangamDirectory", "SangamLog", logging,
                "ChildProcess",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(name: "TidyTests", swiftSettings: settings),
        // Starts the built binary and imports no room.
        .testTarget(
            name: "BinaryTests", dependencies: ["sangam", "ChildProcess"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
