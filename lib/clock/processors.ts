/** One processor of the past: when, how many transistors, at which clock. */
export interface Processor {
  /** Year of its release, with its fraction. */
  readonly year: number;
  /** In thousands. */
  readonly transistors?: number;
  /** Clock frequency in MHz. */
  readonly megahertz?: number;
}

/** Where the table comes from, as captions cite it. */
export const processorsSource = "K. Rupp, “50 Years of Microprocessor Trend Data”, CC BY 4.0";

/**
 * Transistors and clock frequencies of processors from 1971 to 2021, a selection, rounded to two digits.
 *
 * Source: K. Rupp, microprocessor-trend-data (`50yrs/transistors.dat`, `50yrs/frequency.dat`), Creative Commons
 * Attribution 4.0; up to 2010 collected by M. Horowitz, F. Labonte, O. Shacham, K. Olukotun, L. Hammond and C. Batten.
 */
export const processors: readonly Processor[] = [
  { year: 1971.9, transistors: 2.3, megahertz: 0.7 },
  { year: 1972.3, transistors: 3.6, megahertz: 0.51 },
  { year: 1974.3, transistors: 6.1, megahertz: 2 },
  { year: 1979.6, transistors: 29, megahertz: 5 },
  { year: 1982.3, transistors: 140, megahertz: 6.1 },
  { year: 1985.9, transistors: 270, megahertz: 16 },
  { year: 1988.7, transistors: 120, megahertz: 40 },
  { year: 1989.5, transistors: 1200, megahertz: 25 },
  { year: 1990.6, transistors: 1200, megahertz: 33 },
  { year: 1992.4, transistors: 1200, megahertz: 66 },
  { year: 1993.4, transistors: 3100, megahertz: 67 },
  { year: 1994.7, transistors: 2800, megahertz: 150 },
  { year: 1995.4, transistors: 9600, megahertz: 300 },
  { year: 1996.2, transistors: 5500, megahertz: 200 },
  { year: 1997.6, transistors: 7600, megahertz: 300 },
  { year: 1998.9, transistors: 15_000, megahertz: 500 },
  { year: 1999.5, transistors: 22_000, megahertz: 510 },
  { year: 2000.7, transistors: 37_000, megahertz: 1000 },
  { year: 2001.2, transistors: 43_000, megahertz: 2000 },
  { year: 2002.4, transistors: 56_000, megahertz: 2200 },
  { year: 2003.4, transistors: 150_000, megahertz: 1200 },
  { year: 2004.8, transistors: 130_000, megahertz: 3700 },
  { year: 2005.7, transistors: 230_000, megahertz: 3200 },
  { year: 2006.9, transistors: 380_000, megahertz: 3700 },
  { year: 2007.7, transistors: 580_000, megahertz: 4700 },
  { year: 2008.5, transistors: 410_000, megahertz: 3000 },
  { year: 2009.7, transistors: 2_300_000, megahertz: 2600 },
  { year: 2011.2, transistors: 1_200_000, megahertz: 3500 },
  { year: 2012.7, transistors: 2_100_000, megahertz: 3700 },
  { year: 2013.4, transistors: 5_000_000, megahertz: 1200 },
  { year: 2014.8, transistors: 3_800_000, megahertz: 2600 },
  { year: 2016.7, transistors: 8_000_000, megahertz: 4000 },
  { year: 2017.5, transistors: 19_000_000, megahertz: 2200 },
  { year: 2018.5, transistors: 21_000_000, megahertz: 1200 },
  { year: 2019.8, transistors: 40_000_000, megahertz: 2300 },
  { year: 2020.9, transistors: 16_000_000, megahertz: 3200 },
  { year: 2021.8, transistors: 57_000_000, megahertz: 3200 },
];
