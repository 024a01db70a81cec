namespace KubeOpsPlanner.Simulation.Reporting.Charts.Raster;

internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <param name="hex">Three or six digits, as in style sheets.</param>
    public static Rgb Parse(string hex)
    {
        var full = hex.Length == 3 ? string.Concat(hex.Select(digit => $"{digit}{digit}")) : hex;
        var bytes = Convert.FromHexString(full);
        return new Rgb(bytes[0], bytes[1], bytes[2]);
    }
}
