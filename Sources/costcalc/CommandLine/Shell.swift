/// The shells with completions.
///
/// A script only hands the words of its line to `costcalc completions SHELL -- WORD…` and offers
/// what is printed, a candidate a line; a line that is a slash says that any file will do, too.
package enum Shell: String, CaseIterable {
  case bash, zsh, fish

  /// The script that a shell reads when it starts.
  package func script(for program: Program) -> String {
    let name = program.name
    switch self {
    case .bash:
      // Limited to the features of bash 3.2, which has no 'compopt'.
      return """
        # Completion of \(name) for bash: source <(\(name) completions bash)
        _\(name)() {
          local IFS=$'\\n' current=${COMP_WORDS[COMP_CWORD]}
          [[ $current == = ]] && current=
          COMPREPLY=($(\(name) completions bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
          if [[ ${COMPREPLY[0]} == / ]]; then
            COMPREPLY=("${COMPREPLY[@]:1}" $(compgen -f -- "$current"))
            compopt -o filenames 2>/dev/null
          fi
        }
        complete -F _\(name) \(name)

        """
    case .zsh:
      return """
        #compdef \(name)
        # Completion of \(name) for zsh: source <(\(name) completions zsh)
        _\(name)() {
          local -a lines=(${(f)"$(\(name) completions zsh -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
          local files=
          if [[ $lines[1] == / ]]; then
            files=yes
            shift lines
          fi
          _describe word lines
          [[ -z $files ]] || _files
        }
        if [[ $funcstack[1] == _\(name) ]]; then
          _\(name) "$@"
        else
          compdef _\(name) \(name)
        fi

        """
    case .fish:
      return """
        # Completion of \(name) for fish: \(name) completions fish | source
        function __\(name)
            set -l words (commandline -opc) (commandline -ct)
            for line in (\(name) completions fish -- $words[2..-1] 2>/dev/null)
                if test "$line" = /
                    __fish_complete_path (commandline -ct)
                else
                    printf '%s\\n' $line
                end
            end
        end
        complete -c \(name) -f -a '(__\(name))'

        """
    }
  }

  /// The lines that the script asks for.
  package func lines(for words: [String], of program: Program) -> [String] {
    let completion = Completion(of: self == .bash ? Shell.joined(words) : words, for: program)
    return (completion.takesFiles ? ["/"] : []) + completion.candidates.map(line)
  }

  private func line(_ candidate: Completion.Candidate) -> String {
    switch self {
    case .bash:
      // Bash replaces only what follows the sign.
      guard candidate.word.hasPrefix("--") else { return candidate.word }
      let parts = candidate.word.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return String(parts.last ?? "")
    case .zsh:
      let word = candidate.word.replacing("\\", with: "\\\\").replacing(":", with: "\\:")
      return candidate.meaning.isEmpty ? word : "\(word):\(candidate.meaning)"
    case .fish:
      return candidate.meaning.isEmpty ? candidate.word : "\(candidate.word)\t\(candidate.meaning)"
    }
  }

  /// Bash cuts `--name=value` into three words.
  private static func joined(_ words: [String]) -> [String] {
    var joined: [String] = []
    var isOpen = false
    for word in words {
      if word == "=", !joined.isEmpty {
        joined[joined.count - 1] += "="
        isOpen = true
      } else if isOpen {
        joined[joined.count - 1] += word
        isOpen = false
      } else {
        joined.append(word)
      }
    }
    return joined
  }
}
