import CostModel
import Foundation
import Symbolic

/// A program run from its start to its end, its output thrown away.
enum ChildProcess {
  /// - Throws: a diagnostic where it can't be started or fails.
  static func run(_ arguments: String...) throws { try run(arguments) }

  /// The same for arguments in a list.
  static func run(_ arguments: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    var status: CInt = 0
    guard posix_spawn(&child, arguments[0], &actions, nil, &words, environ) == 0,
      waitpid(child, &status, 0) == child, status == 0
    else { throw Diagnostic("\(arguments.joined(separator: " ")) failed") }
  }

  /// The memory of the largest child so far, in MB.
  static var peakMegabytes: Int {
    // RUSAGE_CHILDREN, which each C library spells in a type of its own.
    var usage = rusage()
    getrusage(-1, &usage)
    return usage.ru_maxrss / 1000
  }
}
