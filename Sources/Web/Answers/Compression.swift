import CZlib
import NIOCore

/// gzip for text that is made on request. Files of the pages are compressed ahead of time, streams never.
enum Compression {
    static let threshold = 1024

    static func apply(to answer: inout Answer, acceptEncoding: String?) {
        guard answer.isCompressible, answer.body.readableBytes > threshold else { return }
        answer.fields.append(("vary", "Accept-Encoding"))
        guard let acceptEncoding, QualityList(acceptEncoding).weight(of: "gzip") > 0,
            let compressed = gzip(answer.body), compressed.readableBytes < answer.body.readableBytes
        else { return }
        answer.body = compressed
        answer.fields.append(("content-encoding", "gzip"))
    }

    /// RFC 1952. Nil when zlib has no memory.
    static func gzip(_ body: ByteBuffer) -> ByteBuffer? {
        var stream = z_stream()
        guard towow_zlib_gzip_init(&stream, Z_DEFAULT_COMPRESSION) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let capacity = Int(deflateBound(&stream, UInt(body.readableBytes)))
        var output = ByteBuffer()
        var status = Z_STREAM_ERROR
        body.withUnsafeReadableBytes { input in
            _ = output.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { room in
                // zlib does not write to its input; the C type lacks `const`.
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = room.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(room.count)
                status = deflate(&stream, Z_FINISH)
                return room.count - Int(stream.avail_out)
            }
        }
        return status == Z_STREAM_END ? output : nil
    }
}
