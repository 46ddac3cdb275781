import Glibc

/// The whole content of a regular file that is known to be small.
struct SmallFile {
    let bytes: [UInt8]
    let mode: mode_t

    /// Blocks. The descriptor stays open.
    /// - Returns: nil when it is no regular file, has more than `maximum` bytes, or cannot be read.
    init?(_ descriptor: Int32, maximum: Int) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= maximum else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var have = 0
        while have < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[have...])
                return read(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0 { return nil }
            if count == 0 { break }
            have += count
        }
        bytes.removeLast(bytes.count - have)
        self.bytes = bytes
        mode = status.st_mode
    }
}
