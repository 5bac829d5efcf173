// swift-tools-version: 6.2

import PackageDescription

/// The import graph is the architecture.
///
/// The build checks it (`--explicit-target-dependency-import-check error`):
///
///     CCycles
///        |
///     EventBus    Trading    CNcurses
///         \        / | \  \      |
///          Engine  | Market \  Terminal
///                Ledger      \  /
///                           Cockpit
///
/// `Cockpit` cannot name `Engine`: it is given snapshots and returns commands.
let package = Package(
    name: "alphastocks",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "alphastocks", targets: ["alphastocks"])],
    dependencies: [
        // SQLite with migrations, a statement cache, parallel readers and errors that say what went wrong.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Arguments, help and completions that are the same everywhere.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // What a handler logs carries its task, event and correlation ids, in the format the program chooses.
        // swift-collections, swift-service-lifecycle and HdrHistogram were weighed: the queues here are lock-free
        // rings, the start and stop order is five lines, and the histograms are counted by many threads at once.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // Themes and the configuration are TOML, which people can write; a grammar of our own would be a burden.
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .target(
            name: "EventBus",
            dependencies: ["CCycles", .product(name: "Logging", package: "swift-log")],
            swiftSettings: [.strictMemorySafety()]),
        // Two instructions that Swift has no words for, and a look at the thread that no compiler spares.
        .target(name: "CCycles"),
        .target(
            name: "Trading", resources: [.embedInCode("Sessions/nse-calendar.txt")]),
        .target(
            name: "Engine",
            dependencies: ["EventBus", "Trading", .product(name: "Logging", package: "swift-log")]),
        .target(
            name: "Ledger",
            dependencies: [
                "Trading", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(name: "Market", dependencies: ["Trading"]),
        .target(
            name: "CNcurses",
            cSettings: [.define("_GNU_SOURCE")],
            linkerSettings: [
                .linkedLibrary("ncursesw", .when(platforms: [.linux])),
                .linkedLibrary("tinfo", .when(platforms: [.linux])),
                .linkedLibrary("ncurses", .when(platforms: [.macOS])),
            ]),
        .target(name: "Terminal", dependencies: ["CNcurses", "LocatedTOML"]),
        .target(name: "Cockpit", dependencies: ["Terminal", "Trading"]),
        .target(name: "LocatedTOML", dependencies: ["TOMLKit"]),
        .target(name: "Configuration", dependencies: ["Trading", "LocatedTOML"]),
        .executableTarget(
            name: "alphastocks",
            dependencies: [
                "EventBus", "Trading", "Engine", "Ledger", "Market", "Terminal", "Cockpit",
                "Configuration", "Measures",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(
            name: "Measures",
            dependencies: [
                "EventBus", "Engine", "Ledger", "Market", "Trading",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            path: "Benchmarks", exclude: ["Command", "peers"]),
        .executableTarget(
            name: "benchmarks", dependencies: ["Measures"], path: "Benchmarks/Command"),
        .target(name: "TestSupport", dependencies: ["Trading"]),
        .testTarget(name: "EventBusTests", dependencies: ["EventBus", "TestSupport"]),
        .testTarget(name: "TradingTests", dependencies: ["Trading"]),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger", "Trading"]),
        .testTarget(name: "MarketTests", dependencies: ["Market", "Trading"]),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
        .testTarget(
            name: "CockpitTests", dependencies: ["Cockpit", "Terminal", "Trading", "TestSupport"]),
        .testTarget(
            name: "EngineTests",
            dependencies: ["Engine", "EventBus", "Ledger", "Market", "Trading"]),
        .testTarget(name: "ConfigurationTests", dependencies: ["Configuration", "Trading"]),
        .testTarget(
            name: "ProgramTests",
            dependencies: [
                "alphastocks", "Ledger", "Trading", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where !["CNcurses", "CCycles"].contains(target.name) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            // Types are named to the runtime by their parts and not by a text, for which it would look through all
            // conformances of the program, each once, on the way to the first frame: 3 ms of 46.
            .unsafeFlags(
                ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"],
                .when(configuration: .release)),
        ]
}
