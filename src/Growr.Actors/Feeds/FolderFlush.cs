using System.Runtime.InteropServices;

namespace Growr.Actors.Feeds;

/// <summary>Makes new names in a folder survive loss of power. The framework flushes files only, not folders.</summary>
internal static class FolderFlush
{
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;                        // a rename there is journaled by the file system
        var descriptor = open(folder, ReadOnlyFlag);
        if (descriptor < 0) throw Refused(folder);
        try
        {
            if (fsync(descriptor) != 0) throw Refused(folder);
        }
        finally { _ = close(descriptor); }
    }

    private static IOException Refused(string folder) => new($"Cannot flush {folder}: {Marshal.GetLastPInvokeErrorMessage()}.");

    private const int ReadOnlyFlag = 0;

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);
}
