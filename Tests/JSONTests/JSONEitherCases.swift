// Texts on which RFC 8259 leaves a reader free: those that this one takes, with the value, and those
// that it refuses, with the place of the error.

let jsonTakenCases = JSONCase.table(
  #"""
  number, double huge negative exponent | [123.456e-789]
  number, huge exponent                 | [0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999]
  number, negative integer, huge exponent | [-1e+9999]
  number, positive integer, huge exponent | [1.5e+9999]
  number, real that overflows negative  | [-123123e100000]
  number, real that overflows           | [123123e100000]
  number, real that underflows          | [123e-10000000]
  number, integer too large negative    | [-123123123123123123123123123123]
  number, integer too large             | [100000000000000000000]
  number, integer beyond a double       | [-237462374673276894279832749832423479823246327846]
  string, escaped not-a-character       | ["\uDBFF\uDFFE"] | ["⟨F4 8F BF BE⟩"]
  string, raw not-a-character           | ["⟨EF BF BE⟩"]
  """#)

let jsonRefusedCases = JSONCase.table(
  #"""
  key, lone second surrogate            | {"\uDFAA":0}                     | 1:3
  string, first surrogate, then none    | ["\uDADA"]                       | 1:3
  string, incomplete pair, then escape  | ["\uD888\u1234"]                 | 1:3
  string, not in UTF-8                  | ["⟨E6 97 A5 D1 88 FA⟩"]          | 1:5
  string in ISO Latin 1                 | ["⟨E9⟩"]                         | 1:3
  string in Windows-1252                | ["a⟨80⟩"]                        | 1:4
  string, incomplete pair, then letters | ["\uD800abc"]                    | 1:3
  string, incomplete pairs              | ["\uD800\uD800\n"]               | 1:3
  string, invalid lone surrogate        | ["\ud800"]                       | 1:3
  string, invalid surrogate             | ["\ud800abc"]                    | 1:3
  string, invalid UTF-8                 | ["⟨FF⟩"]                         | 1:3
  string, inverted surrogates           | ["\uDd1e\uD834"]                 | 1:3
  string, lone second surrogate         | ["\uDFAA"]                       | 1:3
  string, last of all surrogates        | ["\uDFFF"]                       | 1:3
  string, first surrogate at the end    | ["\uDBFF"]                       | 1:3
  string, surrogate after a pair        | ["\uD834\uDd1e\uDd1e"]           | 1:15
  string, lone UTF-8 continuation byte  | ["⟨81⟩"]                         | 1:3
  string, raw U+110000                  | ["⟨F4 90 80 80⟩"]                | 1:3
  string, raw U+13FFFF                  | ["⟨F4 BF BF BF⟩"]                | 1:3
  string, byte F5                       | ["⟨F5 80 80 80⟩"]                | 1:3
  string, overlong, two bytes           | ["⟨C0 AF⟩"]                      | 1:3
  string, overlong, two bytes, last     | ["⟨C1 BF⟩"]                      | 1:3
  string, overlong, three bytes         | ["⟨E0 80 AF⟩"]                   | 1:3
  string, overlong, three bytes, last   | ["⟨E0 9F BF⟩"]                   | 1:3
  string, overlong, four bytes          | ["⟨F0 80 80 AF⟩"]                | 1:3
  string, overlong, four bytes, last    | ["⟨F0 8F BF BF⟩"]                | 1:3
  string, overlong, five bytes          | ["⟨F8 80 80 80 AF⟩"]             | 1:3
  string, overlong, six bytes           | ["⟨FC 80 80 80 80 AF⟩"]          | 1:3
  string, overlong, six bytes, null     | ["⟨FC 83 BF BF BF BF⟩"]          | 1:3
  string, truncated UTF-8               | ["⟨E0 FF⟩"]                      | 1:3
  string, truncated UTF-8, two of three | ["é⟨E2 82⟩"]                     | 1:4
  string, truncated UTF-8, three of four| ["⟨F0 9F 98⟩"]                   | 1:3
  string, raw surrogate, first          | ["⟨ED A0 80⟩"]                   | 1:3
  string, raw surrogate, last           | ["⟨ED BF BF⟩"]                   | 1:3
  string, UTF-8 ends with the file      | ["⟨E2 82⟩                        | 1:3
  string, second byte is ASCII          | ["⟨C3 28⟩"]                      | 1:3
  text in UTF-16LE with mark            | ⟨FF FE 5B 00 22 00 E9 00 22 00 5D 00⟩ | 1:1
  text in UTF-16BE with mark            | ⟨FE FF 00 5B 00 22 00 E9 00 22 00 5D⟩ | 1:1
  text in UTF-16LE without mark         | ⟨5B 00 22 00 E9 00 22 00 5D 00⟩  | 1:2
  text in UTF-16BE without mark         | ⟨00 5B 00 22 00 E9 00 22 00 5D⟩  | 1:1
  byte order mark and object            | ⟨EF BB BF⟩{}                     | 1:1
  byte order mark alone                 | ⟨EF BB BF⟩                       | 1:1
  seventy nested arrays, all left open  | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ | 1:65
  object, same key twice                | {"a":"b","a":"c"}                | 1:10
  object, same key and value            | {"a":"b","a":"b"}                | 1:10
  object, same key, once escaped        | {"a":0, "\u0061":0}              | 1:9
  object, same key, NFC and NFD         | {"é":0, "e⟨CC 81⟩":0}            | 1:9
  object, same empty key                | {"":0,"":0}                      | 1:7
  object, eighth key is the first       | {"a":0,"b":1,"c":2,"d":3,"e":4,"f":5,"g":6,"a":7} | 1:44
  object, ninth key is the first        | {"a":0,"b":1,"c":2,"d":3,"e":4,"f":5,"g":6,"h":7,"a":8} | 1:50
  object, ninth key is the eighth       | {"a":0,"b":1,"c":2,"d":3,"e":4,"f":5,"g":6,"h":7,"h":8} | 1:50
  object, tenth key is the ninth        | {"a":0,"b":1,"c":2,"d":3,"e":4,"f":5,"g":6,"h":7,"i":8,"i":9} | 1:56
  string, thirty-one combining marks    | ["⟨CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81⟩⟨CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81⟩⟨CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81⟩\u0301"] | 1:2
  """#)
