// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
// Optimizing the tests themselves takes longer than running them. No product contains a test, so
// packages that depend on this one by version may still do so.
let unoptimized = strict + [.unsafeFlags(["-Onone"])]

let package = Package(
  name: "costcalc",
  products: [
    .library(name: "CostModel", targets: ["CostModel"]),
    .library(name: "ScalingSearch", targets: ["ScalingSearch"]),
    .library(name: "ReferenceExecutor", targets: ["ReferenceExecutor"]),
    .executable(name: "costcalc", targets: ["costcalc"]),
  ],
  targets: [
    .target(name: "Symbolic", swiftSettings: strict),
    .target(name: "CostModel", dependencies: ["Symbolic"], swiftSettings: strict),
    .target(name: "ScalingSearch", dependencies: ["CostModel"], swiftSettings: strict),
    .target(name: "VectorKernels"),
    .target(
      name: "ReferenceExecutor", dependencies: ["CostModel", "VectorKernels"],
      swiftSettings: strict),
    .executableTarget(
      name: "costcalc", dependencies: ["CostModel", "ScalingSearch", "ReferenceExecutor"],
      swiftSettings: strict),
    .executableTarget(
      name: "embed-specs", dependencies: ["CostModel"], path: "Tools/EmbedSpecs",
      swiftSettings: strict),
    .executableTarget(
      name: "benchmarks", dependencies: ["CostModel", "ScalingSearch", "ReferenceExecutor"],
      path: "Benchmarks/Benchmarks",
      swiftSettings: strict),
    // A library, because libFuzzer brings its own main; Fuzz/run.sh links the two.
    .target(
      name: "fuzz", dependencies: ["CostModel", "ScalingSearch", "costcalc"], path: "Fuzz/Trials",
      swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "SymbolicTests", dependencies: ["Symbolic", "TestSupport"],
      swiftSettings: unoptimized),
    .testTarget(
      name: "CostModelTests", dependencies: ["CostModel", "TestSupport"], exclude: ["Fixtures"],
      swiftSettings: unoptimized),
    .testTarget(
      name: "ScalingSearchTests", dependencies: ["CostModel", "ScalingSearch"],
      exclude: ["Fixtures"], swiftSettings: unoptimized),
    .testTarget(
      name: "ReferenceExecutorTests", dependencies: ["CostModel", "ReferenceExecutor"],
      exclude: ["Fixtures"], swiftSettings: unoptimized),
    .testTarget(
      name: "costcalcTests", dependencies: ["costcalc", "CostModel", "ReferenceExecutor"],
      exclude: ["Fixtures"], swiftSettings: unoptimized),
  ],
  swiftLanguageModes: [.v6]
)
