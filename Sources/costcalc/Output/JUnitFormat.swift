import Charts

/// Checks as build servers read them: JUnit's XML.
///
/// A suite is a file, and a case is one check of it.
struct JUnitSuite {
  /// How a check ended.
  enum Outcome {
    case passed
    /// The check's answer is no.
    case failed(String)
    /// The check could not be made.
    case error(String)
  }

  /// The file, or the name of a model.
  let name: String
  /// The checks in order.
  var cases: [(name: String, outcome: Outcome)] = []

  private var failures: Int {
    cases.count { if case .failed = $0.outcome { true } else { false } }
  }

  private var errors: Int {
    cases.count { if case .error = $0.outcome { true } else { false } }
  }

  private var counts: String {
    "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
  }

  private var lines: [String] {
    let title = XML.escaped(name)
    return ["  <testsuite name=\"\(title)\" \(counts)>"]
      + cases.flatMap { item -> [String] in
        let start =
          "    <testcase classname=\"\(title)\" name=\"\(XML.escaped(item.name))\""
        func inner(_ tag: String, _ message: String) -> [String] {
          [
            start + ">", "      <\(tag) message=\"\(XML.escaped(message))\"/>", "    </testcase>",
          ]
        }
        switch item.outcome {
        case .passed: return [start + "/>"]
        case .failed(let message): return inner("failure", message)
        case .error(let message): return inner("error", message)
        }
      } + ["  </testsuite>"]
  }

  /// The document of several suites.
  static func document(_ suites: [JUnitSuite]) -> String {
    let all = JUnitSuite(name: "", cases: suites.flatMap(\.cases))
    let lines =
      [#"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites name=\"costcalc\" \(all.counts)>"]
      + suites.flatMap(\.lines) + ["</testsuites>"]
    return lines.map { $0 + "\n" }.joined()
  }
}
