/// Which ToWow this is. Releases raise it together with `CHANGELOG.md`.
enum Version {
    static let number = "0.1.0"
    static let text = "towow \(number)"
}
