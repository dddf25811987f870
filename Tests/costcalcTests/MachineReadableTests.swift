import Foundation
import Testing

/// What programs read: JSON with the documented keys, CSV that adds up.
struct MachineReadableTests {
  private static let models = ["mobilenet_v1", "mobilenet_v3_large", "resnet50", "standard"]
  private static let costs: Set<String> = [
    "macs", "effectiveMacs", "flops", "parameters", "activations", "modelBytes", "fusedBytes",
    "inputBytes", "weightBytes", "outputBytes", "unfusedBytes", "unfusedInputBytes",
    "unfusedWeightBytes", "unfusedOutputBytes", "intensity", "im2colBytes",
    "arithmeticIntensity", "traffic",
  ]

  /// What the JSON of every command begins with.
  static let head: Set<String> = ["schema", "version", "notes"]
  /// What it also has where a network was counted.
  static let network: Set<String> = head.union([
    "model", "spec", "convention", "macsUnit", "bindings", "input", "batch", "weights",
    "activations",
  ])

  private func object(_ line: String) throws -> [String: Any] {
    let result = try Tool.run(shell: "costcalc \(line)")
    #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(value as? [String: Any], "\(line)")
  }

  @Test func reportHasItsKeysAndAddsUp() throws {
    for model in MachineReadableTests.models {
      let report = try object("count \(model) --format json")
      #expect(
        Set(report.keys)
          == MachineReadableTests.network.union([
            "totals", "inputs", "stored", "outputs", "layers",
          ]), "\(model)")
      #expect(report["schema"] as? String == "costcalc.report/1")
      #expect(report["model"] as? String == model)
      let totals = try #require(report["totals"] as? [String: Any])
      let layers = try #require(report["layers"] as? [[String: Any]])
      #expect(Set(totals.keys) == MachineReadableTests.costs.union(["peakActivationBytes"]))
      for layer in layers {
        #expect(
          Set(layer.keys)
            == MachineReadableTests.costs.union([
              "path", "operator", "detail", "kind", "norm", "activation", "copies",
              "sharesWeights", "inputShapes", "outputShapes", "id", "inputs", "weightsOf", "normOf",
              "attributes",
            ]), "\(model)")
      }
      for key in ["macs", "effectiveMacs", "flops", "parameters", "activations", "im2colBytes"] {
        let sum = layers.reduce(0) { $0 + ($1[key] as? Int ?? 0) }
        #expect(totals[key] as? Int == sum, "\(model): \(key)")
      }
      for kind in ["fused", "unfused"] {
        for part in ["input", "weights", "output"] {
          let sum = layers.reduce(0) { $0 + traffic($1, kind, part) }
          #expect(traffic(totals, kind, part) == sum, "\(model): \(kind) \(part)")
        }
      }
    }
  }

  private func traffic(_ costs: [String: Any], _ kind: String, _ part: String) -> Int {
    let traffic = costs["traffic"] as? [String: [String: Int]]
    return traffic?[kind]?[part] ?? -1
  }

  @Test func foldsAddUpToTheSameTotals() throws {
    for model in MachineReadableTests.models {
      let layers = try rows("count \(model) --format csv")
      for fold in ["--fold parts", "--fold stages", "--fold blocks"] {
        let groups = try rows("count \(model) \(fold) --format csv")
        let table = try object("count \(model) \(fold) --format json")
        let objects = try #require(table["rows"] as? [[String: Any]])
        for key in ["macs", "parameters", "activations", "fusedBytes", "im2colBytes"] {
          let sum = layers.reduce(0) { $0 + (Int($1[key] ?? "") ?? -1) }
          #expect(
            groups.reduce(0) { $0 + (Int($1[key] ?? "") ?? -1) } == sum, "\(model) \(fold) \(key)")
          #expect(
            objects.reduce(0) { $0 + ($1[key] as? Int ?? -1) } == sum, "\(model) \(fold) \(key)")
        }
      }
    }
  }

  /// The records by their header; no field of these tables has a comma.
  private func rows(_ line: String) throws -> [[String: String]] {
    let result = try Tool.run(shell: "costcalc \(line)")
    #expect(result.status == 0 && result.error == "", "\(line): \(result.error)")
    let records = result.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(records.first)
    return try records.dropFirst().map { record in
      try #require(record.count == header.count, "\(line)")
      return Dictionary(uniqueKeysWithValues: zip(header, record))
    }
  }

  @Test func everyTableIsJSON() throws {
    let (head, network) = (MachineReadableTests.head, MachineReadableTests.network)
    let table: Set<String> = ["rows", "totals"]
    let machine: Set<String> = [
      "machine", "precision", "peak", "bandwidth", "ridge", "isBound",
    ]
    let keys: [(line: String, schema: String, keys: Set<String>)] = [
      ("list", "list", head.union(table).union(["blocks", "conventions", "machines"])),
      (
        "table mobilenet_v1", "table", network.subtracting(["spec", "input"]).union(table)
      ),
      ("count mobilenet_v1 --kinds", "count-kinds", network.union(table)),
      ("count mobilenet_v1 --fold blocks", "count-fold", network.union(table)),
      (
        "compare depthwise vs standard", "compare",
        head.union(["convention", "macsUnit", "models", "macsRatio", "ratios"])
      ),
      (
        "compare mobilenet_v1 resnet50", "compare",
        head.union(["convention", "macsUnit", "models", "macsRatio"])
      ),
      (
        "roofline mobilenet_v1 -m h100 --kinds", "roofline-kinds",
        network.union(machine).union(table)
      ),
      ("explain mobilenet_v2", "explain-conventions", network.union(table)),
      (
        "explain mobilenet_v2 --to thop", "explain",
        network.union(["from", "to", "units", "terms", "total"])
      ),
      ("published mobilenet_v2", "published", head.union(["totals", "figures"])),
      (
        "grid-search --tolerance 1%", "search",
        head.union([
          "model", "bindings", "complete", "baseline", "criterion", "band", "examined", "invalid",
          "feasible",
          "apart", "cells",
        ])
      ),
      ("space detnas_space", "space", head.union(["model", "size", "choices"])),
      (
        "scale --phi 0:1", "scale",
        head.union(["model", "alpha", "beta", "gamma", "bindings"]).union(table)
      ),
      ("scale efficientdet_d0 --phi 2", "scale", head.union(["model", "bindings"]).union(table)),
      ("verify mobilenet_v1 --resolution 32", "verify", network.union(table)),
      (
        "verify all --limit 1M", "verify-all", head.union(["batch"]).union(table)
      ),
      (
        "formula mobilenet_v2 --breakpoints width=0.9:1", "formula",
        network.union(["free", "formulas", "requirements", "elasticities", "breakpoints"])
      ),
    ]
    for (line, schema, expected) in keys {
      let object = try object("\(line) --format json")
      #expect(Set(object.keys) == expected, "\(line)")
      #expect(object["schema"] as? String == "costcalc.\(schema)/1", "\(line)")
      #expect(object["notes"] is [String], "\(line)")
    }
    let ratio = try object("compare depthwise vs standard --format json")["macsRatio"] as? String
    #expect(ratio == "1 / out + 1 / kernel^2")
  }

  /// Every table of `scale` in every format: the same numbers, all their digits.
  @Test func scaledNetworksKeepTheirDigits() throws {
    for line in [
      "scale --phi=-0.5:0.5:0.5", "scale --strategy all --phi 1", "scale --fit",
      "scale efficientdet_d2 --phi 2,5",
    ] {
      let json = try Tool.run(shell: "costcalc \(line) --format json").output
      let objects = try #require(try object("\(line) --format json")["rows"] as? [[String: Any]])
      let keys = Set(objects.flatMap(\.keys)).subtracting(["memberSets"]).sorted()
      let records = try rows("\(line) --columns \(keys.joined(separator: ",")) --format csv")
      #expect(!objects.isEmpty && objects.count == records.count, "\(line)")
      // JSONSerialization is off by a last bit now and then, so the texts are compared.
      let list = json[try #require(json.range(of: "\"rows\": [")).upperBound...]
      let texts = list.split(separator: "{").dropFirst()
      for ((object, record), text) in zip(zip(objects, records), texts) {
        for (key, digits) in record where object[key] is NSNumber {
          let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
          #expect(
            lines.contains { $0 == "\"\(key)\": \(digits)" || $0 == "\"\(key)\": \(digits)," },
            "\(line): \(key) \(digits)")
        }
      }
      let markdown = try Tool.run(shell: "costcalc \(line) --format markdown")
      #expect(markdown.status == 0 && markdown.output.hasPrefix("| "), "\(line)")
      #expect(markdown.output.split(separator: "\n").count == objects.count + 2, "\(line)")
    }
    let row = try #require(try rows("scale --phi 0.5 --format csv").first)
    let (depth, ideal) = (Double(row["depth"] ?? ""), Double(row["ideal"] ?? ""))
    #expect(abs(try #require(depth) - 1.2.squareRoot()) < 1e-15)
    #expect(abs(try #require(ideal) - 1.920_27.squareRoot()) < 1e-15)
    let formula = try #require(try rows("scale efficientdet_d0 --phi 2 --format csv").first)
    #expect(Double(formula["over"] ?? "") == 11_153_292_640.0 / 10_832_466_688 - 1)
    #expect(formula["w"] == "120" && formula["memberSets"] == "w 112")
  }
}
