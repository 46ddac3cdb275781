// swift-tools-version:6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let smallest: [SwiftSetting] = [.unsafeFlags(["-Osize"], .when(configuration: .release))]

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

/// One executable, `towow`. Dependencies point inwards: Appliance → Web, Storage, Claude, OpenAgents → Engine.
let package = Package(
    name: "towow",
    products: [.executable(name: "towow", targets: ["Appliance"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CHost"),
        .target(name: "CAssets", exclude: ["blobs"]),
        .target(name: "Engine", dependencies: [logging, metrics, "CCrypto"], swiftSettings: settings),
        .target(
            name: "Storage", dependencies: ["Engine", "CSQLite", "CLibpq", logging, metrics], swiftSettings: settings),
        // These wait for a network: size counts, not speed.
        .target(name: "HTTPClient", dependencies: ["CCurl"], swiftSettings: settings + smallest),
        .target(
            name: "Claude", dependencies: ["Engine", "HTTPClient", logging, metrics], swiftSettings: settings + smallest
        ),
        .target(
            name: "OpenAgents", dependencies: ["Engine", "HTTPClient", logging, metrics],
            swiftSettings: settings + smallest),
        .target(
            name: "Web",
            dependencies: [
                "Engine", "CAssets", "CHost", "CZlib", logging, metrics, lifecycle,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHPACK", package: "swift-nio-http2"),
                .product(name: "NIOTLS", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .target(name: "Telemetry", dependencies: [metrics], swiftSettings: settings),
        .executableTarget(
            name: "Appliance",
            dependencies: [
                "Engine", "Storage", "Claude", "OpenAgents", "Web", "Telemetry", "CAssets", "CCurl", "CHost", logging,
                metrics, lifecycle, signals,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings,
            linkerSettings: [
                .unsafeFlags(
                    [
                        "-static-stdlib", "-Xlinker", "-s", "-Xlinker", "--no-export-dynamic", "-Xlinker", "--icf=safe",
                        "-l_FoundationCollections",
                        "-l_FoundationCShims",
                    ],
                    .when(configuration: .release))
            ]
        ),
        .executableTarget(
            name: "matching-bench", dependencies: ["Engine"], path: "Benchmarks/Matching", swiftSettings: settings),
        .executableTarget(
            name: "store-bench", dependencies: ["Engine", "Storage", logging], path: "Benchmarks/Stores",
            swiftSettings: settings),
        .target(
            name: "StoreConformance", dependencies: ["Engine"], path: "Tests/StoreConformance", swiftSettings: settings),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "Engine", "Storage", "ClockTesting", "MetricsTesting", "PostgresTesting", logging, metrics,
            ],
            exclude: ["COVERAGE.md"],
            swiftSettings: settings),
        .target(name: "ClockTesting", path: "Tests/ClockTesting", swiftSettings: settings),
        .target(
            name: "MetricsTesting", dependencies: [metrics], path: "Tests/MetricsTesting", swiftSettings: settings),
        .target(
            name: "PostgresTesting", dependencies: ["CLibpq"], path: "Tests/PostgresTesting", swiftSettings: settings),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Storage", "Engine", "StoreConformance", "PostgresTesting", "CSQLite", "CLibpq", logging],
            swiftSettings: settings),
        .testTarget(
            name: "ClaudeTests", dependencies: ["Claude", "ClockTesting", "Engine", "HTTPClient", "Storage", logging],
            swiftSettings: settings),
        .testTarget(
            name: "OpenAgentsTests",
            dependencies: [
                "OpenAgents", "ClockTesting", "Engine", "HTTPClient", "MetricsTesting", "Storage", logging, metrics,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "TelemetryTests", dependencies: ["Telemetry", metrics], swiftSettings: settings),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Telemetry", "Storage", "Engine", "PostgresTesting", "CAssets", "CCurl", "CZlib", logging,
                metrics,
                lifecycle,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ApplianceTests",
            dependencies: [
                "Appliance", "Claude", "Engine", "OpenAgents", "Storage", "Telemetry", "Web", "PostgresTesting",
                "CAssets",
                logging,
            ],
            swiftSettings: settings
        ),
    ]
)
