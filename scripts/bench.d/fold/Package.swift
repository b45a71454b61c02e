// swift-tools-version: 6.1
import PackageDescription

// Times the folding of texts alone, against the library product: see `scripts/bench --fold`.
let package = Package(
    name: "fold",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "sangam", path: "../../..")],
    targets: [
        .executableTarget(
            name: "Fold", dependencies: [.product(name: "SangamDirectory", package: "sangam")])
    ],
    swiftLanguageModes: [.v6]
)
