import CostModel
import JSON
import Symbolic

extension CommandRunner {
  /// The answer of a command.
  package enum Answer: Equatable, Sendable {
    /// The accuracy, and further metrics by name.
    case number(Double, metrics: [String: Double] = [:])
    /// Why there is none.
    case failure(String)
  }
}

extension CommandRunner.Answer {
  /// Reads the last line of a command's output: a number, or an object of JSON with `accuracy`.
  ///
  /// Other numbers of the object are further metrics. What is no number is left out: nobody should
  /// lose a training because it says more than was asked.
  init(line: LastLine) {
    let text = line.text
    guard !line.isCut else {
      self = .failure("the last line is longer than \(LastLine.limit) bytes: \(text.prefix(200))")
      return
    }
    if let number = Double(plain: text) {
      self = .number(number)
    } else if text.first == "{" {
      self.init(object: text)
    } else {
      self = .failure("the last line is not a number: \(text.prefix(200))")
    }
  }

  private init(object text: String) {
    guard let json = try? JSON.read(Array(text.utf8), file: ""),
      case .object(let members) = json.value
    else {
      let hint =
        ["NaN", "Infinity"].first(where: text.contains).map { ", which has no \($0)" } ?? ""
      self = .failure("the last line is not JSON\(hint): \(text.prefix(200))")
      return
    }
    guard let accuracy = json["accuracy"]?.real else {
      self = .failure("the last line has no number 'accuracy': \(text.prefix(200))")
      return
    }
    var metrics: [String: Double] = [:]
    for member in members where member.key != "accuracy" {
      metrics[member.key] = member.value.real
    }
    self = .number(accuracy, metrics: metrics)
  }
}
