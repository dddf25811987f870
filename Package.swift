// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
// Optimizing the tests themselves takes longer than running them. No product contains a test, so
// packages that depend on this one by version may still do so.
let unoptimized = strict + [.unsafeFlags(["-Onone"])]

/// A module under Sources, which imports those before it in the list below.
func module(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: Target.Dependency..., fixtures: Bool = true) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["TestSupport"],
    exclude: fixtures ? ["Fixtures"] : [], swiftSettings: unoptimized)
}

let package = Package(
  name: "costcalc",
  products: [
    .library(name: "CostModel", targets: ["CostModel", "Specs"]),
    .library(name: "ModelFiles", targets: ["ModelFiles"]),
    .library(name: "Lift", targets: ["Lift"]),
    .library(name: "ScalingSearch", targets: ["ScalingSearch"]),
    .library(name: "ReferenceExecutor", targets: ["ReferenceExecutor"]),
    .executable(name: "costcalc", targets: ["costcalc"]),
  ],
  targets: [
    module("Symbolic"),
    module("JSON", "Symbolic"),
    module("ArenaPlanning", "Symbolic"),
    module("CostModel", "Symbolic", "ArenaPlanning"),
    module("TrainingCost", "Symbolic", "CostModel"),
    module("PatchPlanning", "Symbolic", "CostModel"),
    module("Specs", "Symbolic", "JSON", "CostModel"),
    module("NetworkDiff", "Symbolic", "JSON", "CostModel", "Specs"),
    module("ModelFiles", "Symbolic", "JSON", "ArenaPlanning", "CostModel"),
    module("Lift", "Symbolic", "JSON", "CostModel", "Specs"),
    module("PyTorch", "Symbolic", "CostModel"),
    module("ScalingSearch", "Symbolic", "JSON", "CostModel", "Specs"),
    module("Charts", "Symbolic", "ArenaPlanning", "CostModel"),
    module("Pages", "Symbolic", "JSON", "ArenaPlanning", "CostModel", "Charts"),
    .target(name: "VectorKernels"),
    module("ReferenceExecutor", "Symbolic", "CostModel", "VectorKernels"),
    .executableTarget(
      name: "costcalc",
      dependencies: [
        "Symbolic", "JSON", "ArenaPlanning", "CostModel", "TrainingCost", "PatchPlanning", "Specs",
        "NetworkDiff", "ModelFiles", "Lift", "PyTorch", "ScalingSearch", "Charts", "Pages",
        "ReferenceExecutor",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "embed-specs", dependencies: ["Specs"], path: "Tools/EmbedSpecs",
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Symbolic", "CostModel"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests(of: "Symbolic", "Symbolic", fixtures: false),
    tests(of: "JSON", "Symbolic", "JSON", fixtures: false),
    tests(of: "ArenaPlanning", "Symbolic", "ArenaPlanning", fixtures: false),
    tests(of: "CostModel", "Symbolic", "JSON", "CostModel", "Specs", "ScalingSearch"),
    tests(of: "TrainingCost", "Symbolic", "CostModel", "TrainingCost", "Specs"),
    tests(
      of: "PatchPlanning", "Symbolic", "CostModel", "PatchPlanning", "Specs", fixtures: false),
    tests(
      of: "NetworkDiff", "Symbolic", "CostModel", "Specs", "NetworkDiff", fixtures: false),
    tests(of: "ModelFiles", "Symbolic", "ArenaPlanning", "CostModel", "Specs", "ModelFiles"),
    tests(
      of: "Lift", "Symbolic", "JSON", "CostModel", "Specs", "ModelFiles", "ScalingSearch", "Lift"),
    tests(of: "PyTorch", "Symbolic", "CostModel", "Specs", "PyTorch"),
    tests(of: "Pages", "Symbolic", "CostModel", "Specs", "Charts", "Pages"),
    tests(of: "ScalingSearch", "Symbolic", "CostModel", "Specs", "ScalingSearch"),
    tests(
      of: "ReferenceExecutor", "Symbolic", "CostModel", "Specs", "ModelFiles", "ReferenceExecutor"),
    tests(
      of: "costcalc", "Symbolic", "JSON", "CostModel", "Specs", "ScalingSearch", "Charts",
      "ReferenceExecutor", "costcalc"),
  ],
  swiftLanguageModes: [.v6]
)

// What only developers run is built when they ask for it: it takes time, and no test needs it.
if Context.environment["BENCHMARKS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "benchmarks",
      dependencies: ["Symbolic", "CostModel", "Specs", "ScalingSearch", "ReferenceExecutor"],
      path: "Benchmarks/Benchmarks", swiftSettings: strict))
}
if Context.environment["FUZZ"] != nil {
  // A library, because libFuzzer brings its own main; Fuzz/build.sh links the two.
  package.targets.append(
    .target(
      name: "fuzz",
      dependencies: [
        "Symbolic", "CostModel", "Specs", "NetworkDiff", "ModelFiles", "ScalingSearch",
        "ReferenceExecutor", "costcalc", "TestSupport",
      ],
      path: "Fuzz/Trials", swiftSettings: strict))
}
