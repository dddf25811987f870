import Foundation
import Testing

/// Little memory: what does not fit is refused before it is allocated, and never a crash.
struct MemoryLimitTests {
  /// Each takes memory for something else besides tensors and weights.
  private static let specs = [
    ("group", "[64, 64, 8]", #"["operator", "k", "norm"], ["depthwise", 1, "group"]"#),
    // One group, which is the whole map.
    ("whole", "[1500, 1500, 1]", #"["operator", "k", "norm"], ["depthwise", 1, "group"]"#),
    // A tap for each position.
    ("wide", "[256, 256, 1]", #"["operator", "c"], ["dense", 1]"#),
    ("taps", "[96, 96, 1]", #"["operator", "k", "c", "p"], ["conv", 95, 2, 47]"#),
    // 64 million columns of padding, of which three are read.
    (
      "padding", "[100, 1, 3]",
      #"["operator", "k", "c", "s", "p"], ["conv", "1x3", 4, "1x16000000", "0x16000000"]"#
    ),
  ]

  /// A folder with these specs, and what a line does under some limits.
  private func statuses(
    _ line: String, of names: [String], limits: [Int]
  ) throws -> [String] {
    let folder = try Scratch()
    for (name, input, body) in Self.specs where names.contains(name) {
      let text = #"{ "name": "\#(name)", "input": \#(input), "body": [\#(body)] }"#
      try folder.write(text, to: "\(name).json")
    }
    let result = try Tool.run(
      shell: """
        export SWIFT_BACKTRACE=enable=no
        for limit in \(limits.map(String.init).joined(separator: " ")); do
          for spec in *.json; do
            (ulimit -v $limit; \(line)) > /dev/null 2> err
            status=$?
            case $status in
              0) echo "$spec runs" ;;
              2) grep -q 'needs .* of memory' err && echo "$spec is refused" || cat err ;;
              *) echo "$spec under $limit ends with $status: $(head -1 err)" ;;
            esac
          done
        done
        """, in: folder.url)
    return result.output.split(separator: "\n").map(String.init)
  }

  private func expect(_ statuses: [String], _ line: String) {
    let others = statuses.filter { !$0.hasSuffix(" runs") && !$0.hasSuffix(" is refused") }
    #expect(others.isEmpty, "\(line)\n\(others.joined(separator: "\n"))")
    #expect(Set(statuses.map { $0.hasSuffix(" runs") }).count == 2, "both happen: \(statuses)")
  }

  @Test func whatIsVerifiedFits() throws {
    let line = "costcalc verify $spec"
    let names = ["group", "whole", "wide"]
    expect(try statuses(line, of: names, limits: [60_000, 150_000, 300_000]), line)
  }

  /// The peak rates of the machine take 512 MiB, whatever is compared.
  @Test func whatIsTimedFits() throws {
    let line = "costcalc compare $spec $spec --run --threads 2 --batch 4"
    expect(
      try statuses(line, of: ["padding", "taps"], limits: [300_000, 1_000_000]), line)
  }
}
